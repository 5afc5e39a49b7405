using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// What a parameter set's hash means in types: transcript, form of digests, trees. The one place where <see cref="HashId"/> is looked at.
/// </summary>
internal abstract class HashSuite
{
    private static readonly HashSuite Poseidon2 = new HashSuite<Poseidon2Family>(() => new DuplexTranscript<Poseidon2W16>());

    private static readonly HashSuite Poseidon1 = new HashSuite<Poseidon1Family>(() => new DuplexTranscript<Poseidon1W16>());
    private static readonly HashSuite Keccak32 = new HashSuite<Keccak32Family>(() => new KeccakTranscript());
    private static readonly HashSuite Keccak26 = new HashSuite<Keccak26Family>(() => new KeccakTranscript());

    /// <summary>Gets the bytes of a serialised digest.</summary>
    public abstract int DigestBytes { get; }

    /// <summary>The suite of a hash.</summary>
    /// <param name="hash">The hash.</param>
    public static HashSuite Of(HashId hash) => hash switch
    {
        HashId.Poseidon2 => Poseidon2,
        HashId.Poseidon1 => Poseidon1,
        HashId.Keccak256 => Keccak32,
        HashId.Keccak256Bytes26 => Keccak26,
        _ => throw new ArgumentOutOfRangeException(nameof(hash)),
    };

    /// <summary>A transcript that has observed nothing.</summary>
    public abstract ITranscript NewTranscript();

    /// <summary>Writes <see cref="DigestBytes"/> bytes.</summary>
    public abstract void WriteDigest(in Digest8 digest, Span<byte> destination);

    /// <summary>Reads <see cref="DigestBytes"/> bytes; false when they are not in the one form that is written.</summary>
    public abstract bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest);

    /// <summary>Builds a tree over matrices in main memory.</summary>
    /// <param name="matrices">The matrices, which must live as long as the tree.</param>
    /// <param name="capHeight">log2 of the number of digests in the cap.</param>
    /// <param name="threads">The most threads to use.</param>
    public abstract CpuTree Commit(IReadOnlyList<FieldMatrix> matrices, int capHeight, int threads);

    /// <summary>Whether opened rows hash to a cap. Never throws.</summary>
    /// <param name="tree">The tree's shape.</param>
    /// <param name="cap">The commitment.</param>
    /// <param name="queries">The query indices.</param>
    /// <param name="opening">The opened rows and siblings.</param>
    public abstract bool VerifyOpening(TreeShape tree, ReadOnlySpan<Digest8> cap, ReadOnlySpan<int> queries, TreeOpening opening);

    /// <summary>The plain authentication path of each query, from the leaf up; they are not checked.</summary>
    /// <param name="tree">The tree's shape.</param>
    /// <param name="queries">The query indices.</param>
    /// <param name="opening">The opened rows and siblings, as many as the indices need.</param>
    public abstract Digest8[][] Paths(TreeShape tree, ReadOnlySpan<int> queries, TreeOpening opening);
}
