using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Requests;

/// <summary>Which requests of others are answered, without I/O: bounds on how many at once, and on how many in a time. Several threads may use it.</summary>
internal sealed class RequestAdmission(RequestProtocol protocol, TimeProvider time)
{
    private const int PeersMax = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, int> _running = [];
    private readonly RateLimiter<PeerId> _rates = new(protocol.Burst, protocol.RefillInterval, PeersMax, time);
    private int _total;

    /// <summary>Counts a request that is being answered from now on; false if it is one too many.</summary>
    public bool TryBegin(PeerId peer)
    {
        lock (_lock)
        {
            int running = _running.GetValueOrDefault(peer);
            if (_total >= protocol.InboundMax || running >= protocol.InboundPerPeerMax || !_rates.TryTake(peer))
            {
                return false;
            }

            _total++;
            _running[peer] = running + 1;
            return true;
        }
    }

    /// <summary>A request was answered.</summary>
    public void End(PeerId peer)
    {
        lock (_lock)
        {
            _total--;
            if (--_running[peer] == 0)
            {
                _running.Remove(peer);
            }
        }
    }
}
