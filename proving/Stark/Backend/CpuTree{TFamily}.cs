using System.Collections.Immutable;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>A tree in main memory.</summary>
/// <typeparam name="TFamily">The hash family.</typeparam>
internal sealed class CpuTree<TFamily>(MerkleTree<TFamily> tree) : CpuTree
    where TFamily : struct, IHashFamily<TFamily>
{
    private readonly TreeShape _shape = new(tree.Shape);

    public override ImmutableArray<Digest8> Cap { get; } = [.. tree.Cap];

    public override TreeOpening Open(ReadOnlySpan<int> indices)
    {
        int[] positions = TreeShape.Positions(indices, _shape.LogSize);
        MerkleOpening opening = tree.OpenMulti(positions);
        return _shape.Contract(positions, opening);
    }

    public override void Dispose() => tree.Dispose();
}
