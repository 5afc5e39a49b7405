using System.Diagnostics.Metrics;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Kademlia;
using P2PProver.Libp2p.Requests;

namespace P2PProver.Libp2p.Tests.Hosting;

public sealed class MetricsTests
{
    private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);

    [Fact]
    public void Host_AtWork_CountsWhatItDoes()
    {
        using HostWorld world = new();
        world.Run(async () =>
        {
            Libp2pHost server = await world.ListenAsync(1);
            Libp2pHost client = world.Create(2);
            RequestProtocol protocol = new("/test/1");
            using MeterListener listener = Listen(server.Metrics.Meter);
            _ = new RequestServer(server, protocol, (_, _, _) => ValueTask.FromResult(Reply.Refuse(RequestStatus.NotFound)), world.Time);
            KadService kad = new(server, new KadOptions(), world.Time, new Random(1));
            await HostWorld.ConnectAsync(client, server);
            await world.WaitAsync(1);
            (await new RequestClient(client, protocol, world.Time).AskAsync(server.Id, default, CancellationToken.None)).Status.ShouldBe(RequestStatus.NotFound);
            await kad.FindClosestAsync(new byte[32], CancellationToken.None);
            (await server.DialAsync(HostWorld.Address(9).WithPeer(client.Id), CancellationToken.None)).IsConnected.ShouldBeTrue("it is connected already");
            listener.RecordObservableInstruments();
            Sum("p2pprover.libp2p.connections inbound").ShouldBe(1);
            Sum("p2pprover.libp2p.connections outbound").ShouldBe(0);
            Sum("p2pprover.libp2p.upgrades None inbound").ShouldBe(1);
            Sum("p2pprover.libp2p.requests /test/1 NotFound inbound").ShouldBe(1);
            Sum("p2pprover.libp2p.kad.lookups finished").ShouldBe(1);
            Sum("p2pprover.libp2p.kad.table").ShouldBe(0);
            server.Report(server.Connections[0], Offence.BadFrame);
            server.Report(server.Connections[0], Offence.BadFrame);
            Sum("p2pprover.libp2p.offences BadFrame").ShouldBe(2);
            Sum("p2pprover.libp2p.bans peer").ShouldBe(1);
        });
    }

    private long Sum(string key) => _sums.GetValueOrDefault(key);

    private MeterListener Listen(Meter meter)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string key = instrument.Name;
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            key += $" {tag.Value}";
        }

        _sums[key] = _sums.GetValueOrDefault(key) + value;
    }
}
