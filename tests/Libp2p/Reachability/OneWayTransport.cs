using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Links;

namespace P2PProver.Libp2p.Tests.Reachability;

/// <summary>A transport whose listeners nobody reaches.</summary>
internal sealed class OneWayTransport(ITransport inner) : ITransport
{
    public bool CanDial(Multiaddr address) => inner.CanDial(address);

    public ValueTask<ILink> DialAsync(Multiaddr address, CancellationToken cancel) => inner.DialAsync(address, cancel);

    public ValueTask<ILinkListener> ListenAsync(Multiaddr address, CancellationToken cancel) => ValueTask.FromResult<ILinkListener>(new Listener(address));

    private sealed class Listener(Multiaddr address) : ILinkListener
    {
        private readonly TaskCompletionSource<ILink> _never = new();

        public Multiaddr Address { get; } = address;

        public async ValueTask<ILink> AcceptAsync(CancellationToken cancel)
        {
            await using (cancel.UnsafeRegister(_ => _never.TrySetCanceled(cancel), null))
            {
                return await _never.Task;
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
