using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Links;

/// <summary>A place where links from others arrive. Disposing of it ends the listening, not the links.</summary>
public interface ILinkListener : IAsyncDisposable
{
    /// <summary>The address, with the port that was really taken.</summary>
    Multiaddr Address { get; }

    /// <summary>Waits for the next link.</summary>
    /// <exception cref="IOException">The listener is closed, or the system refuses; the latter may pass.</exception>
    ValueTask<ILink> AcceptAsync(CancellationToken cancel);
}
