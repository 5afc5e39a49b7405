using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Protocols;

namespace P2PProver.Libp2p.Hosting;

/// <summary>Told what happens at a host. Calls must return soon and not throw.</summary>
public interface IHostObserver
{
    /// <summary>A connection was made, perhaps beside others with the same peer.</summary>
    void OnConnected(Connection connection);

    /// <summary>A connection ended.</summary>
    void OnDisconnected(Connection connection);

    /// <summary>A peer said, or changed, what it is; protocols of a peer are known from here on.</summary>
    void OnIdentified(PeerId peer, IdentifyMessage message);

    /// <summary>A protocol handler failed by a mistake of its own; the stream was reset.</summary>
    void OnHandlerFailed(string protocol, Exception exception);
}
