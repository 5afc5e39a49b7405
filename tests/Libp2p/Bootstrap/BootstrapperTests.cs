using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Bootstrap;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Names;
using P2PProver.Libp2p.PeerExchange;
using P2PProver.Libp2p.Persistence;
using P2PProver.Libp2p.Tests.Hosting;
using P2PProver.Libp2p.Tests.Names;

namespace P2PProver.Libp2p.Tests.Bootstrap;

public sealed class BootstrapperTests : IDisposable
{
    private readonly HostWorld _world = new();
    private readonly NameTable _names = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("p2pprover-bootstrap-");

    public void Dispose()
    {
        _world.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void Nodes_WithOneNameOnly_FindEachOtherAndDoWithoutItLater() => _world.Run(async () =>
    {
        const int Count = 12;
        using CancellationTokenSource stop = new();
        (Libp2pHost Host, PeerStore Store, Bootstrapper Bootstrapper)[] nodes = [.. Enumerable.Range(1, Count).Select(Create)];
        Libp2pHost first = nodes[0].Host;
        _names.Texts["_dnsaddr.boot.example"] = [$"dnsaddr=/dns4/first.example/tcp/4001/p2p/{first.Id}"];
        _names.Numbers["first.example"] = [HostWorld.Ip(1).ToString()];
        List<Task> running = [];
        for (int i = 0; i < Count; i++)
        {
            await nodes[i].Host.ListenAsync(HostWorld.Address(i + 1), CancellationToken.None);
            running.Add(nodes[i].Bootstrapper.RunAsync(stop.Token));
        }

        await _world.WaitAsync(180);
        nodes.ShouldAllBe(n => n.Host.Connections.Select(c => c.RemotePeer).Distinct().Count() >= 4);

        // One node starts again, with what it has on disk, while the first one and the name are gone.
        await first.DisposeAsync();
        _names.Texts.Clear();
        await nodes[5].Host.DisposeAsync();
        await nodes[5].Store.DisposeAsync();
        (Libp2pHost host, PeerStore store, Bootstrapper again) = Create(6);
        store.LoadOutcome.ShouldBe(PeerStoreOutcome.Success);
        running.Add(again.RunAsync(stop.Token));
        await _world.WaitAsync(60);
        host.Connections.Count.ShouldBeGreaterThanOrEqualTo(4);
        stop.Cancel();
        await Task.WhenAll(running);
        await store.DisposeAsync();
    });

    private (Libp2pHost Host, PeerStore Store, Bootstrapper Bootstrapper) Create(int number)
    {
        Libp2pHost host = _world.Create(number);
        PeerStore store = new(new PeerStoreOptions { Path = Path.Combine(_directory.FullName, $"{number}.peers") }, _world.Time);
        host.Observe(store);
        PeerExchangeService exchange = new(host, store, _world.Time, new Random(number));
        BootstrapOptions options = new() { Addresses = [Multiaddr.Parse("/dnsaddr/boot.example")], PeersMin = 4 };
        return (host, store, new Bootstrapper(host, store, exchange, new AddressResolver(_names), options, _world.Time, new Random(number)));
    }
}
