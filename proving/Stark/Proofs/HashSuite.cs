using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// What a parameter set's hash means in types: transcript, form of digests, trees. The one place where <see cref="HashId"/> is looked at.
/// </summary>
internal abstract class HashSuite
{
    private static readonly HashSuite Poseidon2 = new HashSuite<Poseidon2Family>(() => new DuplexTranscript<Poseidon2W16>());

    /// <summary>Gets the bytes of a serialised digest.</summary>
    public abstract int DigestBytes { get; }

    /// <summary>The suite of a hash.</summary>
    /// <param name="hash">The hash.</param>
    public static HashSuite Of(HashId hash) => hash switch
    {
        HashId.Poseidon2 => Poseidon2,
        _ => throw new ArgumentOutOfRangeException(nameof(hash)),
    };

    /// <summary>A transcript that has observed nothing.</summary>
    public abstract ITranscript NewTranscript();

    /// <summary>Writes <see cref="DigestBytes"/> bytes.</summary>
    public abstract void WriteDigest(in Digest8 digest, Span<byte> destination);

    /// <summary>Reads <see cref="DigestBytes"/> bytes; false when they are not in the one form that is written.</summary>
    public abstract bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest);
}
