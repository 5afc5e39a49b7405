using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Persistence;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Simulation;
using P2PProver.Libp2p.Tests.Hosting;

namespace P2PProver.Libp2p.Tests.Persistence;

public sealed class PeerStoreTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("p2pprover-peers-");
    private readonly VirtualTime _time = new();

    private string FilePath => Path.Combine(_directory.FullName, "peers.bin");

    private PeerStoreOptions Options => new() { Path = FilePath };

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Codec_OfManyPeers_GivesThemBack()
    {
        StoredPeer[] peers = [.. Enumerable.Range(1, 20).Select(PeerSamples.Create)];
        PeerStoreCodec.TryRead(PeerStoreCodec.Write(peers), out IReadOnlyList<StoredPeer> read).ShouldBe(PeerStoreOutcome.Success);
        read.Count.ShouldBe(20);
        for (int i = 0; i < peers.Length; i++)
        {
            read[i].Peer.ShouldBe(peers[i].Peer);
            read[i].Key.ShouldBe(peers[i].Key);
            read[i].Addresses.ShouldBe(peers[i].Addresses);
            read[i].Protocols.ShouldBe(peers[i].Protocols);
            read[i].LastSeen.ShouldBe(peers[i].LastSeen);
            read[i].RecordSequence.ShouldBe(peers[i].RecordSequence);
            read[i].SignedRecord.ToArray().ShouldBe(peers[i].SignedRecord.ToArray());
        }
    }

    [Fact]
    public void Codec_WithAnyByteChangedOrCutOff_RefusesTheFile()
    {
        byte[] file = PeerStoreCodec.Write([PeerSamples.Create(1), PeerSamples.Create(2)]);
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;
            PeerStoreCodec.TryRead(changed, out IReadOnlyList<StoredPeer> read).ShouldNotBe(PeerStoreOutcome.Success, $"byte {i}");
            read.ShouldBeEmpty();
            PeerStoreCodec.TryRead(file.AsSpan(0, i), out _).ShouldBe(PeerStoreOutcome.Damaged, $"cut at {i}");
        }
    }

    [Fact]
    public void Store_AfterARestart_KnowsItsPeers()
    {
        using HostWorld world = new();
        world.Run(async () =>
        {
            Libp2pHost server = await world.ListenAsync(1);
            Libp2pHost client = world.Create(2);
            await using (PeerStore store = new(Options, world.Time))
            {
                store.LoadOutcome.ShouldBe(PeerStoreOutcome.Missing);
                client.Observe(store);
                await HostWorld.ConnectAsync(client, server);
                await world.WaitAsync(2);
                await client.DisposeAsync();
            }

            await using PeerStore again = new(Options, world.Time);
            again.LoadOutcome.ShouldBe(PeerStoreOutcome.Success);
            StoredPeer known = again.Find(server.Id).ShouldNotBeNull();
            known.Addresses.ShouldBe([HostWorld.Address(1)]);
            known.Protocols.ShouldContain(p => p == PingProtocol.Id);
            known.Key.ShouldNotBeNull().Id.ShouldBe(server.Id);
            known.LastSeen.ShouldNotBeNull().ShouldBeGreaterThan(world.Time.GetUtcNow().AddSeconds(-10));
            PeerRecord.TryOpen(known.SignedRecord.Span, out PeerRecord? record).ShouldBeTrue();
            record.Sequence.ShouldBe(known.RecordSequence);
        });
    }

    [Theory]
    [InlineData("not a file of peers", PeerStoreOutcome.Damaged)]
    [InlineData("", PeerStoreOutcome.Damaged)]
    public async Task Store_WithADamagedFile_KeepsItAsideAndStartsEmpty(string content, PeerStoreOutcome outcome)
    {
        await File.WriteAllTextAsync(FilePath, content);
        await using (PeerStore store = new(Options, _time))
        {
            store.LoadOutcome.ShouldBe(outcome);
            store.Count.ShouldBe(0);
            store.Learn(PeerSamples.Create(1).SignedRecord).ShouldBeTrue();
        }

        (await File.ReadAllTextAsync(FilePath + PeerStoreFile.AsideSuffix)).ShouldBe(content);
        PeerStoreFile.Load(FilePath, out IReadOnlyList<StoredPeer> peers).ShouldBe(PeerStoreOutcome.Success);
        peers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Store_OfANewerVersion_IsKeptAside()
    {
        byte[] file = PeerStoreCodec.Write([PeerSamples.Create(1)]);
        file["p2pprover peers\n".Length] = 2;
        System.Security.Cryptography.SHA256.HashData(file.AsSpan(0, file.Length - 32)).CopyTo(file.AsSpan(file.Length - 32));
        await File.WriteAllBytesAsync(FilePath, file);
        await using PeerStore store = new(Options, _time);
        store.LoadOutcome.ShouldBe(PeerStoreOutcome.UnknownVersion);
        File.Exists(FilePath + PeerStoreFile.AsideSuffix).ShouldBeTrue();
    }

    [Fact]
    public async Task Store_WhosePathIsADirectory_SaysSoAndWritesNothing()
    {
        Directory.CreateDirectory(FilePath);
        await using PeerStore store = new(Options, _time);
        store.LoadOutcome.ShouldBeOneOf(PeerStoreOutcome.AccessDenied, PeerStoreOutcome.IoFailed);
        store.Learn(PeerSamples.Create(1).SignedRecord).ShouldBeTrue();
        store.Save().ShouldBe(store.LoadOutcome);
        Directory.Exists(FilePath).ShouldBeTrue();
    }

    [Fact]
    public async Task Store_WhenFull_ForgetsHearsayFirst()
    {
        await using PeerStore store = new(new PeerStoreOptions { PeersMax = 16 }, _time);
        StoredPeer seen = PeerSamples.Create(1);
        store.OnIdentified(seen.Peer, new IdentifyMessage { Key = seen.Key, ListenAddresses = seen.Addresses, SignedPeerRecord = seen.SignedRecord });
        for (int i = 2; i < 100; i++)
        {
            store.Learn(PeerSamples.Create(i).SignedRecord).ShouldBeTrue();
        }

        store.Count.ShouldBeLessThanOrEqualTo(16);
        store.Find(seen.Peer).ShouldNotBeNull();
        store.All()[0].Peer.ShouldBe(seen.Peer);
    }

    [Fact]
    public async Task Learn_OfAnOlderOrForgedRecord_ChangesNothing()
    {
        await using PeerStore store = new(new PeerStoreOptions(), _time);
        using PeerIdentity identity = PeerIdentity.Generate();
        Multiaddr[] first = [Multiaddr.Parse("/ip4/192.0.2.1/tcp/1")];
        Multiaddr[] second = [Multiaddr.Parse("/ip4/192.0.2.2/tcp/2")];
        store.Learn(PeerRecord.Seal(identity, 5, first).Encoding.ToArray()).ShouldBeTrue();
        store.Learn(PeerRecord.Seal(identity, 5, second).Encoding.ToArray()).ShouldBeFalse();
        store.Learn(PeerRecord.Seal(identity, 4, second).Encoding.ToArray()).ShouldBeFalse();
        byte[] forged = PeerRecord.Seal(identity, 6, second).Encoding.ToArray();
        forged[^1] ^= 1;
        store.Learn(forged).ShouldBeFalse();
        store.Find(identity.Id).ShouldNotBeNull().Addresses.ShouldBe(first);
        store.Learn(PeerRecord.Seal(identity, 6, second).Encoding.ToArray()).ShouldBeTrue();
        store.Find(identity.Id).ShouldNotBeNull().Addresses.ShouldBe(second);
    }
}
