using P2PProver.Mesh.Gate;
using P2PProver.Mesh.Tests.Wire;
using P2PProver.Mesh.Wire;
using P2PProver.Testing;

namespace P2PProver.Mesh.Tests.Gate;

/// <summary>The first check of messages: what it refuses, whom it charges, and that its memory stays within its options.</summary>
public sealed class MessageGateTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(56);
    private static readonly GateOptions Small = new()
    {
        AuthorBurst = 3,
        AuthorInterval = TimeSpan.FromSeconds(10),
        NeighbourBurst = 40,
        NeighbourInterval = TimeSpan.FromSeconds(1),
        ForgeryCost = 8,
        StrangersBurst = 2,
        StrangersInterval = TimeSpan.FromSeconds(5),
        SeenMax = 16,
        PendingMax = 8,
        BucketsMax = 4,
    };

    private readonly MeshSamples _samples = new(seed: 5);
    private readonly NodeId _neighbour;
    private KeyStanding _standing = KeyStanding.Registered;

    public MessageGateTests()
    {
        _neighbour = new NodeId(_samples.Hash());
    }

    [Fact]
    public void Message_ThatIsNew_GoesToItsSecondCheckOnce()
    {
        MessageGate gate = Gate();
        Claim claim = _samples.Claim();
        byte[] bytes = MeshWire.Write(claim);

        GateResult first = gate.Check(MeshTopic.Claim, _neighbour, bytes, Start);
        GateResult second = gate.Check(MeshTopic.Claim, new NodeId(_samples.Hash()), bytes, Start);

        first.Request.ShouldNotBeNull().Message.ShouldBe(claim);
        first.Request.From.ShouldBe(_neighbour);
        second.Request.ShouldBeNull();
        (second.Verdict, second.Reason).ShouldBe((MessageVerdict.Ignore, VerdictReason.Duplicate));
    }

    [Fact]
    public void Message_WithAFaultThatEverySenderSees_IsRejected()
    {
        MessageGate gate = Gate();
        byte[] bytes = MeshWire.Write(_samples.Claim());
        (byte[] Bytes, WireFault Fault)[] faults =
        [
            (new byte[MeshWire.BytesMax(MeshTopic.Claim) + 1], WireFault.TooLong),
            (bytes[..^1], WireFault.Malformed),
            ([], WireFault.Malformed),
            (MeshWire.Write(_samples.Header()), WireFault.WrongKind),
            (MeshWire.Write(_samples.Claim() with { Task = new TaskId(6, 9) }), WireFault.BadValue),
        ];
        foreach ((byte[] faulty, WireFault fault) in faults)
        {
            GateResult result = gate.Check(MeshTopic.Claim, _neighbour, faulty, Start);
            (result.Request, result.Verdict, result.Reason, result.Fault).ShouldBe((null, MessageVerdict.Reject, VerdictReason.Malformed, fault));
        }
    }

    [Fact]
    public void Message_OfANewerVersion_IsIgnoredWithoutBlame()
    {
        byte[] bytes = MeshWire.Write(_samples.Claim());
        bytes[1] = 9;
        GateResult result = Gate().Check(MeshTopic.Claim, _neighbour, bytes, Start);
        (result.Request, result.Verdict, result.Fault).ShouldBe((null, MessageVerdict.Ignore, WireFault.UnknownVersion));
    }

    [Theory]
    [InlineData(KeyStanding.Banned, VerdictReason.Banned)]
    [InlineData(KeyStanding.Unwanted, VerdictReason.UnknownNode)]
    public void Message_OfAKeyThatIsNotWanted_IsIgnored(KeyStanding standing, VerdictReason reason)
    {
        _standing = standing;
        GateResult result = Gate().Check(MeshTopic.Claim, _neighbour, MeshWire.Write(_samples.Claim()), Start);
        (result.Request, result.Verdict, result.Reason).ShouldBe((null, MessageVerdict.Ignore, reason));
    }

    [Fact]
    public void Author_BeyondItsRate_IsIgnoredUntilItRefills()
    {
        MessageGate gate = Gate();
        for (int i = 0; i < Small.AuthorBurst; i++)
        {
            Pass(gate, Start, VerdictReason.None);
        }

        gate.Check(MeshTopic.Claim, _neighbour, MeshWire.Write(_samples.Claim()), Start).Reason.ShouldBe(VerdictReason.RateLimit);
        Pass(gate, Start + Small.AuthorInterval, VerdictReason.None);
        gate.Check(MeshTopic.Claim, _neighbour, MeshWire.Write(_samples.Claim()), Start + Small.AuthorInterval).Reason.ShouldBe(VerdictReason.RateLimit);
    }

    [Fact]
    public void Forgeries_InAnAuthorsName_CostTheirBearerAndNotTheAuthor()
    {
        MessageGate gate = Gate();
        NodeId forger = new(_samples.Hash());
        int forged = 0;
        while (gate.Check(MeshTopic.Claim, forger, MeshWire.Write(_samples.Claim()), Start) is { Request: MessageReceived request })
        {
            gate.Complete(new GiveVerdict(request.Ticket, MessageVerdict.Reject, VerdictReason.BadSignature), Start);
            forged++;
        }

        forged.ShouldBe(5, "40 messages at a cost of 9 each, the last one on what is left");
        gate.Check(MeshTopic.Claim, forger, MeshWire.Write(_samples.Claim()), Start).Reason.ShouldBe(VerdictReason.RateLimit);
        Pass(gate, Start, VerdictReason.None);
    }

    [Fact]
    public void Strangers_ShareOneQuota()
    {
        _standing = KeyStanding.Stranger;
        MessageGate gate = Gate();
        for (int i = 0; i < Small.StrangersBurst; i++)
        {
            GateResult result = gate.Check(MeshTopic.Claim, _neighbour, MeshWire.Write(new MeshSamples((ulong)(100 + i)).Claim()), Start);
            gate.Complete(new GiveVerdict(result.Request.ShouldNotBeNull().Ticket, MessageVerdict.Accept, VerdictReason.None), Start);
        }

        gate.Check(MeshTopic.Claim, _neighbour, MeshWire.Write(new MeshSamples(200).Claim()), Start).Reason.ShouldBe(VerdictReason.RateLimit);
        gate.Check(MeshTopic.Claim, _neighbour, MeshWire.Write(new MeshSamples(201).Claim()), Start + Small.StrangersInterval).Request.ShouldNotBeNull();
    }

    [Fact]
    public void Gate_UnderAFloodOfKeysAndNeighbours_KeepsWithinItsBounds()
    {
        TestRandom random = new(9);
        MessageGate gate = Gate();
        DateTimeOffset now = Start;
        List<ulong> tickets = [];
        for (int i = 0; i < 5_000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(200));
            NodeId neighbour = new(new Hash32(0, 0, 0, random.Next() % 64));
            Claim claim = _samples.Claim() with { Node = new NodeId(new Hash32(0, 0, 1, random.Next() % 64)) };
            GateResult result = gate.Check(MeshTopic.Claim, neighbour, MeshWire.Write(claim), now);
            if (result.Request is MessageReceived request)
            {
                tickets.Add(request.Ticket);
            }

            if (tickets.Count > 0 && random.Next(3) == 0)
            {
                VerdictReason reason = random.Next(2) == 0 ? VerdictReason.None : VerdictReason.BadSignature;
                gate.Complete(new GiveVerdict(tickets[^1], MessageVerdict.Ignore, reason), now);
                tickets.RemoveAt(tickets.Count - 1);
            }

            gate.PendingCount.ShouldBeLessThanOrEqualTo(Small.PendingMax);
            gate.SeenCount.ShouldBeLessThanOrEqualTo(Small.SeenMax);
            gate.BucketCount.ShouldBeLessThanOrEqualTo(2 * Small.BucketsMax);
        }

        gate.PendingCount.ShouldBe(tickets.Count);
    }

    [Fact]
    public void Verdict_OfAnUnknownTicket_ChangesNothing()
    {
        MessageGate gate = Gate();
        gate.Complete(new GiveVerdict(77, MessageVerdict.Accept, VerdictReason.None), Start);
        Pass(gate, Start, VerdictReason.None);
        gate.PendingCount.ShouldBe(0);
    }

    private MessageGate Gate() => new(Small, _samples.Network, _ => _standing);

    private void Pass(MessageGate gate, DateTimeOffset now, VerdictReason reason)
    {
        GateResult result = gate.Check(MeshTopic.Claim, _neighbour, MeshWire.Write(_samples.Claim()), now);
        gate.Complete(new GiveVerdict(result.Request.ShouldNotBeNull($"{result.Reason}").Ticket, MessageVerdict.Accept, reason), now);
    }
}
