namespace P2PProver.Rollup;

/// <summary>Where a counter's few bytes live. Implementations survive crashes: after any of them the old bytes or the new are there.</summary>
public interface ISlotFile
{
    /// <summary>Reads all bytes; null when there is no file.</summary>
    /// <exception cref="IOException">There is one, but it cannot be read.</exception>
    byte[]? Read();

    /// <summary>Replaces all bytes; when this returns, they are on the disk, and not before.</summary>
    /// <exception cref="IOException">It is not known which bytes are there.</exception>
    void Replace(ReadOnlySpan<byte> content);
}
