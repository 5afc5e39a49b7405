using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Links;

/// <summary>
/// A reliable, ordered, two-way flow of bytes between two nodes, not yet encrypted: a TCP connection or a simulated one. One reader and one
/// writer at a time. Disposing of it ends both directions at once.
/// </summary>
public interface ILink : IAsyncDisposable
{
    /// <summary>This end.</summary>
    Multiaddr LocalAddress { get; }

    /// <summary>The other end.</summary>
    Multiaddr RemoteAddress { get; }

    /// <summary>Reads at least one byte; 0 at the end of the flow.</summary>
    /// <exception cref="IOException">The link broke.</exception>
    ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancel);

    /// <summary>Writes all bytes; waits while the link has no room.</summary>
    /// <exception cref="IOException">The link broke.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);
}
