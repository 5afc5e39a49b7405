using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>The suite of one hash family.</summary>
/// <typeparam name="TFamily">Rows, nodes and form of digests.</typeparam>
internal sealed class HashSuite<TFamily>(Func<ITranscript> newTranscript) : HashSuite
    where TFamily : struct, IHashFamily<TFamily>
{
    public override int DigestBytes => TFamily.DigestBytes;

    public override ITranscript NewTranscript() => newTranscript();

    public override void WriteDigest(in Digest8 digest, Span<byte> destination) => TFamily.WriteDigest(digest, destination);

    public override bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest) => TFamily.TryReadDigest(source, out digest);

    public override CpuTree Commit(IReadOnlyList<FieldMatrix> matrices, int capHeight, int threads) =>
        new CpuTree<TFamily>(MerkleTree<TFamily>.Commit(matrices, capHeight, threads));

    public override bool VerifyOpening(TreeShape tree, ReadOnlySpan<Digest8> cap, ReadOnlySpan<int> queries, TreeOpening opening)
    {
        int[] indices = TreeShape.Positions(queries, tree.LogSize);
        return MerkleVerifier<TFamily>.Verify(tree.Merkle, cap, indices, tree.Expand(indices, opening), opening.Siblings);
    }

    public override Digest8[][] Paths(TreeShape tree, ReadOnlySpan<int> queries, TreeOpening opening)
    {
        int[] leaves = TreeShape.Positions(queries, tree.LogSize);
        Digest8[][] byLeaf = MerkleVerifier<TFamily>.Paths(tree.Merkle, leaves, tree.Expand(leaves, opening), opening.Siblings);
        Digest8[][] paths = new Digest8[queries.Length][];
        for (int i = 0; i < paths.Length; i++)
        {
            paths[i] = [.. byLeaf[Array.BinarySearch(leaves, queries[i] & ((1 << tree.LogSize) - 1))]];
        }

        return paths;
    }
}
