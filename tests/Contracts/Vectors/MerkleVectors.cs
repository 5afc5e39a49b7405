using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>Openings of trees over matrices of several heights, with digests of both lengths.</summary>
internal static class MerkleVectors
{
    /// <summary>Matrices as (log height, width), the cap's height, and how many indices are opened.</summary>
    private static readonly ((int LogHeight, int Width)[] Matrices, int CapHeight, int Indices)[] Shapes =
    [
        ([(0, 3)], 0, 1),
        ([(5, 8)], 2, 1),
        ([(6, 11), (6, 6)], 0, 5),
        ([(7, 20), (4, 5), (7, 4)], 3, 6),
        ([(8, 9), (5, 16), (2, 1)], 2, 9),
        ([(4, 5), (4, 3)], 4, 3),
    ];

    public static object Create(Prng prng)
    {
        List<object> cases = [];
        foreach (((int LogHeight, int Width)[] matrices, int capHeight, int indices) in Shapes)
        {
            cases.Add(Case<Keccak32Family>(prng, matrices, capHeight, indices));
            cases.Add(Case<Keccak26Family>(prng, matrices, capHeight, indices));
        }

        return cases;
    }

    private static object Case<TFamily>(Prng prng, (int LogHeight, int Width)[] sizes, int capHeight, int count)
        where TFamily : struct, IHashFamily<TFamily>
    {
        FieldMatrix[] matrices = [.. sizes.Select(s => RandomMatrix(prng, s.LogHeight, s.Width))];
        using MerkleTree<TFamily> tree = MerkleTree<TFamily>.Commit(matrices, capHeight, threads: 1);
        int[] indices = new int[count];
        for (int i = 0; i < count; i++)
        {
            // The last index repeats the first, as queries may.
            indices[i] = i > 0 && i == count - 1 ? indices[0] : prng.NextInt(1 << tree.Shape.LogHeight);
        }

        MerkleOpening opening = tree.OpenMulti(indices);
        ByteRecord cap = new();
        foreach (Digest8 digest in tree.Cap)
        {
            cap.Digest(digest);
        }

        ByteRecord siblings = new();
        foreach (Digest8 digest in opening.Siblings)
        {
            siblings.Digest(digest, TFamily.DigestBytes);
        }

        int[] heights = [.. sizes.Select(s => s.LogHeight).Distinct().OrderDescending()];
        object result = new
        {
            indices,
            heights,
            capHeight,
            digestBytes = TFamily.DigestBytes,
            cap = cap.Hex,
            rows = heights.Select(h => indices.Select(i => GroupRow(matrices, h, i)).ToArray()).ToArray(),
            siblings = siblings.Hex,
        };
        foreach (FieldMatrix matrix in matrices)
        {
            matrix.Dispose();
        }

        return result;
    }

    /// <summary>What the leaf of one height hashes: its matrices' rows one after another, padded.</summary>
    private static string GroupRow(FieldMatrix[] matrices, int logHeight, int index)
    {
        List<KoalaBear> row = [];
        foreach (FieldMatrix matrix in matrices.Where(m => m.Height == 1 << logHeight))
        {
            row.AddRange(matrix.Row(index % matrix.Height));
        }

        return new ByteRecord().Row([.. row]).Hex;
    }

    private static FieldMatrix RandomMatrix(Prng prng, int logHeight, int width)
    {
        FieldMatrix matrix = FieldMatrix.Rent(1 << logHeight, width);
        for (int i = 0; i < matrix.Height; i++)
        {
            prng.NextFields(matrix.Row(i));
        }

        return matrix;
    }
}
