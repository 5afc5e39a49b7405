using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>A commitment to four matrices of three heights with an opening at indices that share nodes and repeat.</summary>
internal sealed class MerkleFixture<TFamily> : IDisposable
    where TFamily : struct, IHashFamily<TFamily>
{
    private readonly FieldMatrix[] _matrices;

    public MerkleFixture(int capHeight = 2)
    {
        Prng prng = new(1);
        (int LogHeight, int Width)[] sizes = [(6, 5), (3, 4), (6, 12), (5, 3)];
        _matrices = [.. sizes.Select(s => HashLaws<TFamily>.RandomMatrix(prng, 1 << s.LogHeight, s.Width, 0))];
        Tree = MerkleTree<TFamily>.Commit(_matrices, capHeight, 1);
        Cap = Tree.Cap.ToArray();
        Indices = [3, 35, 11, 60, 3, 0, 63];
        MerkleOpening opening = Tree.OpenMulti(Indices);
        Rows = opening.Rows;
        Siblings = opening.Siblings;
    }

    public MerkleTree<TFamily> Tree { get; }

    public MerkleShape Shape => Tree.Shape;

    public Digest8[] Cap { get; set; }

    public int[] Indices { get; set; }

    public KoalaBear[] Rows { get; set; }

    public Digest8[] Siblings { get; set; }

    public MerkleVerdict Check()
    {
        return MerkleVerifier<TFamily>.Check(Shape, Cap, Indices, Rows, Siblings);
    }

    public void Dispose()
    {
        Tree.Dispose();
        HashLaws<TFamily>.DisposeAll(_matrices);
    }
}
