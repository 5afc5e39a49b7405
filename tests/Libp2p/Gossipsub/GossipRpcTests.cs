using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Gossipsub;
using P2PProver.Libp2p.Gossipsub.Wire;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Gossipsub;

/// <summary>RPCs in bytes: there and back, within bounds, and on whatever bytes a peer makes up.</summary>
public sealed class GossipRpcTests
{
    private static readonly RpcLimits Limits = new();

    [Fact]
    public void Rpc_WithEverythingInIt_IsReadAsWritten()
    {
        GossipRpc read = Read(Full().Encoding.Span);
        read.Encoding.ToArray().ShouldBe(Full().Encoding.ToArray());
        read.Subscriptions.ShouldBe([new("a", true), new("b", false)]);
        read.Prune.ShouldHaveSingleItem().BackoffSeconds.ShouldBe(ulong.MaxValue);
        read.Prune[0].Peers.ShouldHaveSingleItem().SignedRecord.ToArray().ShouldBe([4, 5]);
        read.Messages.ShouldHaveSingleItem().Sequence!.Value.Length.ShouldBe(8);
    }

    [Fact]
    public void Rpc_InKnownBytes_IsWrittenSo()
    {
        // SUBSCRIBE "t": field 1 { 1: true, 2: "t" }; GRAFT "t": field 3 { 3: { 1: "t" } }.
        new GossipRpc { Subscriptions = [new("t", true)], Graft = ["t"] }.Encoding.ToArray()
            .ShouldBe([0x0a, 5, 0x08, 1, 0x12, 1, (byte)'t', 0x1a, 5, 0x1a, 3, 0x0a, 1, (byte)'t']);
    }

    [Fact]
    public void UnknownFields_EverywhereInAnRpc_ArePassedOver()
    {
        ProtoWriter message = new ProtoWriter().Bytes(2, [1]).Text(4, "t").Bytes(99, [1, 2, 3]).Number(98, 7);
        ProtoWriter control = new ProtoWriter().Message(3, new ProtoWriter().Text(1, "t").Number(77, 1)).Bytes(6, [9]);
        GossipRpc read = Read(new ProtoWriter().Message(2, message).Message(3, control).Bytes(10, [1]).Number(11, 5).ToArray());
        read.Graft.ShouldBe(["t"]);
        read.Messages.ShouldHaveSingleItem().Write(true).ToArray().ShouldBe(new ProtoWriter().Bytes(2, [1]).Text(4, "t").ToArray());
    }

    [Fact]
    public void Message_WithEmptyFields_IsNotOneWithoutThem()
    {
        GossipMessage read = Read(new ProtoWriter().Message(2, new ProtoWriter().Bytes(1, []).Bytes(3, []).Text(4, "t")).ToArray()).Messages[0];
        read.From.ShouldNotBeNull();
        read.Sequence.ShouldNotBeNull();
        read.Key.ShouldBeNull();
        read.Write(true).ToArray().ShouldBe(new ProtoWriter().Bytes(1, []).Bytes(3, []).Text(4, "t").ToArray());
    }

    [Fact]
    public void Topic_ThatIsNoTextOrTooLong_MakesTheRpcMalformed()
    {
        byte[] subscribe = [0x0a, 6, 0x08, 1, 0x12, 2, 0xc3, 0x28];
        GossipRpcReader.TryRead(subscribe, Limits, out _).ShouldBe(RpcFault.Malformed);
        GossipRpc tooLong = new() { Graft = [new string('t', Limits.TopicBytesMax + 1)] };
        GossipRpcReader.TryRead(tooLong.Encoding.Span, Limits, out _).ShouldBe(RpcFault.Malformed);
        GossipRpcReader.TryRead(new ProtoWriter().Message(2, new ProtoWriter().Bytes(2, [1])).Written, Limits, out _).ShouldBe(RpcFault.Malformed);
    }

    [Fact]
    public void Rpc_WithMoreThanAnybodyNeeds_IsRefused()
    {
        GossipRpc subscriptions = new() { Subscriptions = [.. Enumerable.Range(0, Limits.SubscriptionsMax + 1).Select(i => new SubscriptionChange($"{i}", true))] };
        GossipRpcReader.TryRead(subscriptions.Encoding.Span, Limits, out _).ShouldBe(RpcFault.TooMany);
        GossipRpc grafts = new() { Graft = [.. Enumerable.Range(0, Limits.ControlsMax + 1).Select(i => $"{i}")] };
        GossipRpcReader.TryRead(grafts.Encoding.Span, Limits, out _).ShouldBe(RpcFault.TooMany);
        GossipRpc messages = new() { Messages = [.. Enumerable.Repeat(RouterHarness.Message(""), Limits.MessagesMax + 1)] };
        GossipRpcReader.TryRead(messages.Encoding.Span, Limits, out _).ShouldBe(RpcFault.TooMany);
    }

    [Fact]
    public void Ids_PastTheBoundOrTooLong_AreLeftOut()
    {
        MessageId[] ids = [.. Enumerable.Range(0, Limits.IdsMax + 10).Select(i => new MessageId(BitConverter.GetBytes(i)))];
        Read(new GossipRpc { Want = ids, DontWant = ids }.Encoding.Span).Want.Count.ShouldBe(Limits.IdsMax);
        GossipRpc odd = new() { Have = [new("t", [new MessageId(new byte[MessageId.BytesMax + 1]), new MessageId([]), new MessageId([1])])] };
        Read(odd.Encoding.Span).Have.ShouldHaveSingleItem().Ids.ShouldBe([new MessageId([1])]);
    }

    [Fact]
    public void PeersOfAPrune_PastTheBound_AreNotRead()
    {
        GossipRpc prune = new() { Prune = [new("t", 1, [.. Enumerable.Repeat(new PeerInfo(new byte[] { 1 }, default), 100)])] };
        Read(prune.Encoding.Span).Prune[0].Peers.Count.ShouldBe(Limits.PrunePeersMax);
    }

    [Fact]
    public void LongRpc_IsSplitIntoPiecesThatHoldAllOfIt()
    {
        MessageId[] ids = [.. Enumerable.Range(0, 3000).Select(i => new MessageId(BitConverter.GetBytes(i)))];
        GossipMessage[] messages = [.. Enumerable.Range(0, 100).Select(i => RouterHarness.Message($"{i}{new string('x', 900)}"))];
        GossipRpc rpc = new() { Subscriptions = [new("a", true)], Messages = messages, Have = [new("t", ids)], Want = ids, DontWant = ids, Graft = ["g"] };
        GossipRpc[] pieces = [.. RpcSplitter.Split(rpc, 4096)];
        pieces.ShouldAllBe(p => p.Encoding.Length <= 4096);
        pieces.SelectMany(p => p.Messages).ShouldBe(messages);
        pieces.SelectMany(p => p.Have).SelectMany(h => h.Ids).ShouldBe(ids);
        pieces.SelectMany(p => p.Want).ShouldBe(ids);
        pieces.SelectMany(p => p.DontWant).ShouldBe(ids);
        pieces.SelectMany(p => p.Graft).ShouldBe(["g"]);
        pieces.SelectMany(p => p.Subscriptions).Count().ShouldBe(1);
        RpcSplitter.Split(new GossipRpc { Messages = [RouterHarness.Message(new string('x', 5000))], Graft = ["g"] }, 4096)
            .ShouldHaveSingleItem().Graft.ShouldBe(["g"], "a message that fits nowhere is left out, and nothing else");
    }

    [TierTheory(TestTier.Quick)]
    [InlineData(5)]
    public void Reader_OnMutatedBytes_NeverFailsAndReadsWhatItWouldWrite(int seconds) => Fuzz(seconds, 11);

    [TierTheory(TestTier.Long)]
    [InlineData(60)]
    public void Reader_OnMutatedBytesForLong_NeverFailsAndReadsWhatItWouldWrite(int seconds) => Fuzz(seconds, 12);

    private static void Fuzz(int seconds, ulong seed)
    {
        TestRandom random = new(seed);
        byte[][] corpus = [Full().Encoding.ToArray(), [], random.Bytes(200)];
        long start = TimeProvider.System.GetTimestamp();
        for (int round = 0; TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds; round++)
        {
            byte[] bytes = corpus[random.Next(corpus.Length)];
            for (int i = random.Next(6); i >= 0; i--)
            {
                bytes = random.Mutate(bytes);
            }

            RpcFault fault = GossipRpcReader.TryRead(bytes, Limits, out GossipRpc? rpc);
            (rpc is null).ShouldBe(fault != RpcFault.None);
            if (rpc is not null)
            {
                // Splitting reads every list; what was written is read again to the same bytes.
                byte[] written = rpc.Encoding.ToArray();
                Read(written).Encoding.ToArray().ShouldBe(written, $"seed {seed}, round {round}");
                RpcSplitter.Split(rpc, 64).ShouldAllBe(p => p.Encoding.Length <= 64);
                foreach (GossipMessage message in rpc.Messages)
                {
                    GossipSigning.Verify(message);
                    MessageIds.OfAuthor(message);
                    MessageIds.OfContent(message);
                }
            }
        }
    }

    private static GossipRpc Read(ReadOnlySpan<byte> bytes)
    {
        GossipRpcReader.TryRead(bytes, Limits, out GossipRpc? rpc).ShouldBe(RpcFault.None);
        return rpc.ShouldNotBeNull();
    }

    private static GossipRpc Full() => new()
    {
        Subscriptions = [new("a", true), new("b", false)],
        Messages = [new() { From = new byte[] { 1, 2 }, Data = new byte[] { 3 }, Sequence = new byte[8], Topic = "a", Signature = new byte[64], Key = new byte[36] }],
        Have = [new("a", [new MessageId([1]), new MessageId([2, 3])])],
        Want = [new MessageId([4])],
        Graft = ["a", "b"],
        Prune = [new("c", ulong.MaxValue, [new(new byte[] { 1, 2, 3 }, new byte[] { 4, 5 })])],
        DontWant = [new MessageId([5])],
    };
}
