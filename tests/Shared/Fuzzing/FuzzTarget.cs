namespace P2PProver.Testing;

/// <summary>A decoder under fuzzing.</summary>
/// <param name="Name">Its name in tests and messages.</param>
/// <param name="Corpus">Valid inputs, which mutations start from.</param>
/// <param name="Decode">
/// Decodes once, and gives what the encoder writes of what was read; null for an input that was refused. It never throws.
/// </param>
/// <param name="IsCanonical">Whether what is accepted must be written back as the very bytes that were read; otherwise, twice written must be the same.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], byte[]?> Decode, bool IsCanonical)
{
    /// <summary>The most bytes that decoding one input may allocate.</summary>
    public long AllocatedBytesMax { get; init; } = 256 * 1024;

    /// <summary>What is done to an input after its mutation, for instance to make a checksum right again.</summary>
    public Func<byte[], byte[]> Repair { get; init; } = static bytes => bytes;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
