using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Links;

namespace P2PProver.Libp2p.Tests.Attacks;

/// <summary>A transport that keeps a copy of all that is written to its links.</summary>
internal sealed class RecordingTransport(ITransport inner, List<byte[]> said) : ITransport
{
    public bool CanDial(Multiaddr address) => inner.CanDial(address);

    public async ValueTask<ILink> DialAsync(Multiaddr address, CancellationToken cancel) => new Link(await inner.DialAsync(address, cancel), said);

    public ValueTask<ILinkListener> ListenAsync(Multiaddr address, CancellationToken cancel) => inner.ListenAsync(address, cancel);

    private sealed class Link(ILink inner, List<byte[]> said) : ILink
    {
        public Multiaddr LocalAddress => inner.LocalAddress;

        public Multiaddr RemoteAddress => inner.RemoteAddress;

        public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancel) => inner.ReadAsync(destination, cancel);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            said.Add(bytes.ToArray());
            return inner.WriteAsync(bytes, cancel);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
