using System.Net;
using System.Threading.Channels;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Links;

namespace P2PProver.Libp2p.Simulation;

/// <summary>A listening address of a simulated host.</summary>
internal sealed class SimulatedListener(SimulatedNetwork network, IPEndPoint endpoint) : ILinkListener
{
    private const int BacklogMax = 256;

    // A full backlog refuses the link, as a host would.
    private readonly Channel<ILink> _waiting = Channel.CreateBounded<ILink>(BacklogMax);

    public Multiaddr Address { get; } = Multiaddr.OfTcp(endpoint);

    public bool TryOffer(ILink link) => _waiting.Writer.TryWrite(link);

    public async ValueTask<ILink> AcceptAsync(CancellationToken cancel)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException closed)
        {
            throw new IOException($"{Address} is closed", closed);
        }
    }

    public ValueTask DisposeAsync()
    {
        network.Unlisten(endpoint);
        _waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
