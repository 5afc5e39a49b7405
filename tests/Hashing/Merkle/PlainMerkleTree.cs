using System.Numerics;
using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>
/// The textbook tree with injection over bit-reversed rows, one hash at a time: neighbours are paired, and matrices of n rows join at
/// the layer of n nodes. The tree in natural order must have the same root.
/// </summary>
internal static class PlainMerkleTree<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
{
    /// <summary>The layers from the lowest one to the root.</summary>
    public static List<Digest8[]> Layers(IReadOnlyList<FieldMatrix> matrices)
    {
        int height = matrices.Max(m => m.Height);
        Digest8[] layer = HashLayer(matrices, height);
        List<Digest8[]> layers = [layer];
        while (layer.Length > 1)
        {
            Digest8[] below = layer;
            layer = [.. Enumerable.Range(0, below.Length / 2).Select(i => TFamily.Compress(below[2 * i], below[(2 * i) + 1]))];
            if (matrices.Any(m => m.Height == layer.Length))
            {
                Digest8[] rows = HashLayer(matrices, layer.Length);
                layer = [.. layer.Select((node, i) => TFamily.Compress(node, rows[i]))];
            }

            layers.Add(layer);
        }

        return layers;
    }

    /// <summary>The layer of 2^capHeight nodes in natural order.</summary>
    public static Digest8[] Cap(IReadOnlyList<FieldMatrix> matrices, int capHeight)
    {
        Digest8[] layer = Layers(matrices).Single(l => l.Length == 1 << capHeight);
        return [.. Enumerable.Range(0, layer.Length).Select(i => layer[Reverse(i, capHeight)])];
    }

    public static int Reverse(int index, int bits)
    {
        int result = 0;
        for (int i = 0; i < bits; i++)
        {
            result |= ((index >> i) & 1) << (bits - 1 - i);
        }

        return result;
    }

    private static Digest8[] HashLayer(IReadOnlyList<FieldMatrix> matrices, int height)
    {
        int bits = BitOperations.Log2((uint)height);
        return [.. Enumerable.Range(0, height).Select(i => HashRow(matrices, height, Reverse(i, bits)))];
    }

    private static Digest8 HashRow(IReadOnlyList<FieldMatrix> matrices, int height, int row)
    {
        return TFamily.HashRow([.. matrices.Where(m => m.Height == height).SelectMany(m => m.Row(row).ToArray())]);
    }
}
