using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Links;

/// <summary>A way to make links: TCP, or a simulated network.</summary>
public interface ITransport
{
    /// <summary>Whether this transport dials addresses of this kind.</summary>
    bool CanDial(Multiaddr address);

    /// <summary>Makes a link to an address.</summary>
    /// <exception cref="IOException">Nobody is there.</exception>
    ValueTask<ILink> DialAsync(Multiaddr address, CancellationToken cancel);

    /// <summary>Listens on an address; port 0 takes any free one.</summary>
    /// <exception cref="IOException">The address cannot be had.</exception>
    ValueTask<ILinkListener> ListenAsync(Multiaddr address, CancellationToken cancel);
}
