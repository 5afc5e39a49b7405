using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.PeerExchange;
using P2PProver.Libp2p.Persistence;
using P2PProver.Libp2p.Tests.Hosting;
using P2PProver.Libp2p.Tests.Persistence;

namespace P2PProver.Libp2p.Tests.PeerExchange;

public sealed class PeerExchangeTests : IDisposable
{
    private readonly HostWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Peer_WhenAsked_NamesThoseItMet() => _world.Run(async () =>
    {
        (Libp2pHost hub, PeerStore hubStore, _) = await CreateAsync(1);
        Libp2pHost[] others = new Libp2pHost[20];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = await _world.ListenAsync(i + 10);
            await HostWorld.ConnectAsync(others[i], hub);
        }

        hubStore.Learn(PeerSamples.Create(99).SignedRecord).ShouldBeTrue();
        await _world.WaitAsync(3);
        (Libp2pHost asker, PeerStore store, PeerExchangeService exchange) = await CreateAsync(2);
        await HostWorld.ConnectAsync(asker, hub);
        await _world.WaitAsync(2);
        (await exchange.AskAsync(hub.Id, CancellationToken.None)).ShouldBe(PeerExchangeMessage.RecordsMax);
        StoredPeer[] told = [.. store.All().Where(p => p.LastSeen is null)];
        told.Length.ShouldBe(PeerExchangeMessage.RecordsMax);
        told.ShouldAllBe(p => others.Any(o => o.Id == p.Peer && o.ListenAddresses[0].Equals(p.Addresses[0])), "hearsay is not passed on");

        (await exchange.AskAsync(hub.Id, CancellationToken.None)).ShouldNotBeNull().ShouldBeLessThan(16);
        for (int i = 0; i < 3; i++)
        {
            await exchange.AskAsync(hub.Id, CancellationToken.None);
        }

        (await exchange.AskAsync(hub.Id, CancellationToken.None)).ShouldBeNull("the rate is bounded");
        hub.IsBanned(asker.Id).ShouldBeFalse();
    });

    [Fact]
    public void Records_ThatNobodySigned_AreHeldAgainstWhoSendsThem() => _world.Run(async () =>
    {
        (Libp2pHost asker, PeerStore store, PeerExchangeService exchange) = await CreateAsync(1);
        Libp2pHost liar = await _world.ListenAsync(2);
        byte[] forged = PeerSamples.Create(5).SignedRecord.ToArray();
        forged[^1] ^= 1;
        liar.Handle(PeerExchangeMessage.ProtocolId, async (stream, cancel) =>
        {
            byte[] answer = PeerExchangeMessage.WriteAnswer([PeerSamples.Create(6).SignedRecord, forged]);
            await stream.WriteAsync(new byte[] { (byte)((answer.Length + 1) | 0x80), (byte)((answer.Length + 1) >> 7), 0 }, cancel);
            await stream.WriteAsync(answer, cancel);
            stream.CloseWrite();
        });
        await HostWorld.ConnectAsync(asker, liar);
        for (int i = 0; i < 5; i++)
        {
            (await exchange.AskAsync(liar.Id, CancellationToken.None)).ShouldBeNull();
        }

        asker.IsBanned(liar.Id).ShouldBeTrue();
        store.All().ShouldAllBe(p => p.Peer == liar.Id, "of a list with a forged record nothing is learnt");
        store.Count.ShouldBe(1);
    });

    [Fact]
    public void Answer_WithTooManyOrTooLongRecords_IsRefused()
    {
        byte[] record = PeerSamples.Create(1).SignedRecord.ToArray();
        PeerExchangeMessage.TryReadAnswer(PeerExchangeMessage.WriteAnswer(Enumerable.Repeat(new ReadOnlyMemory<byte>(record), 16)), out IReadOnlyList<byte[]> read).ShouldBeTrue();
        read.Count.ShouldBe(16);
        PeerExchangeMessage.TryReadAnswer(PeerExchangeMessage.WriteAnswer(Enumerable.Repeat(new ReadOnlyMemory<byte>(record), 17)), out _).ShouldBeFalse();
        PeerExchangeMessage.TryReadAnswer(PeerExchangeMessage.WriteAnswer([new byte[StoredPeer.RecordBytesMax + 1]]), out _).ShouldBeFalse();
        PeerExchangeMessage.TryReadAnswer(new byte[PeerExchangeMessage.AnswerBytesMax + 1], out _).ShouldBeFalse();
        PeerExchangeMessage.TryReadRequest([0x08, 0xff, 0xff, 0xff, 0xff, 0x0f], out int count).ShouldBeTrue();
        count.ShouldBe(16);
    }

    private async Task<(Libp2pHost Host, PeerStore Store, PeerExchangeService Exchange)> CreateAsync(int number)
    {
        Libp2pHost host = _world.Create(number, new HostOptions { NodeLimits = ResourceLimits.Node });
        PeerStore store = new(new PeerStoreOptions(), _world.Time);
        host.Observe(store);
        PeerExchangeService exchange = new(host, store, _world.Time, new Random(number));
        await host.ListenAsync(HostWorld.Address(number), CancellationToken.None);
        return (host, store, exchange);
    }
}
