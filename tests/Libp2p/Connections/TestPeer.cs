using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Noise;

namespace P2PProver.Libp2p.Tests.Connections;

/// <summary>An identity with an upgrader, without a host around it.</summary>
internal sealed class TestPeer : IDisposable
{
    private readonly NoiseKey _key;
    private readonly Upgrader _upgrader;

    public TestPeer(TimeProvider time, ConnectionOptions? options = null)
    {
        _key = new NoiseKey(Identity);
        _upgrader = new Upgrader(_key, options ?? new ConnectionOptions(), time);
    }

    public PeerIdentity Identity { get; } = PeerIdentity.Generate();

    public ResourceScope Scope { get; } = new(ResourceLimits.Node, null);

    public Task<UpgradeResult> UpgradeAsync(ILink link, bool isInbound, PeerId? expected, CancellationToken cancel) =>
        _upgrader.UpgradeAsync(link, isInbound, expected, _ => new ResourceScope(ResourceLimits.Connection, Scope), new EchoRouter(), cancel);

    /// <summary>One connection between two peers over any transport.</summary>
    public static async Task<(Connection Near, Connection Far)> ConnectAsync(
        TestPeer dialer, ITransport dialing, TestPeer listener, ITransport listening, string address, CancellationToken cancel)
    {
        await using ILinkListener place = await listening.ListenAsync(Multiaddr.Parse(address), cancel);
        Task<UpgradeResult> accepting = AcceptAsync(listener, place, cancel);
        ILink link = await dialing.DialAsync(place.Address, cancel);
        UpgradeResult near = await dialer.UpgradeAsync(link, isInbound: false, listener.Identity.Id, cancel);
        UpgradeResult far = await accepting;
        near.Fault.ShouldBe(UpgradeFault.None);
        far.Fault.ShouldBe(UpgradeFault.None);
        return (near.Connection!, far.Connection!);
    }

    public void Dispose()
    {
        _key.Dispose();
        Identity.Dispose();
    }

    private static async Task<UpgradeResult> AcceptAsync(TestPeer listener, ILinkListener place, CancellationToken cancel) =>
        await listener.UpgradeAsync(await place.AcceptAsync(cancel), isInbound: true, null, cancel);
}
