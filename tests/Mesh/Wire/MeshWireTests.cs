using P2PProver.Mesh.MessagePack;
using P2PProver.Mesh.Wire;

namespace P2PProver.Mesh.Tests.Wire;

/// <summary>Messages as bytes: what is written comes back, and whatever is not exactly that is refused with its reason.</summary>
public sealed class MeshWireTests
{
    private static readonly MeshSamples Samples = new(seed: 11);

    [Fact]
    public void Message_OfEveryKind_ComesBackFromItsBytes()
    {
        foreach (MeshMessage message in Samples.Gossip())
        {
            byte[] bytes = MeshWire.Write(message);
            MeshWire.TryRead(MeshWire.TopicOf(message), bytes, out MeshMessage? read, out WireFault fault).ShouldBeTrue($"{message}: {fault}");
            MeshWire.Write(read).ShouldBe(bytes);
            read.GetType().ShouldBe(message.GetType());
            (read.Node, read.Signature).ShouldBe((message.Node, message.Signature));
            if (message is not BatchAnnounce)
            {
                read.ShouldBe(message);
            }
        }
    }

    [Fact]
    public void StreamMessages_OfEveryKind_ComeBackFromTheirBytes()
    {
        Status status = Samples.Status(MeshLimits.LiveBatchesMax);
        MeshWire.TryRead(MeshWire.Write(status), out Status? statusRead, out _).ShouldBeTrue();
        statusRead.Batches.ShouldBe(status.Batches);
        (statusRead with { Batches = status.Batches }).ShouldBe(status);

        StatusReply reply = Samples.Reply(MeshLimits.StatusHeadersMax, MeshLimits.LiveBatchesMax);
        byte[] bytes = MeshWire.Write(reply);
        bytes.Length.ShouldBeLessThanOrEqualTo(MessageCaps.StatusReply);
        MeshWire.TryRead(bytes, out StatusReply? replyRead, out _).ShouldBeTrue();
        replyRead.Headers.ShouldBe(reply.Headers);
        replyRead.Finals.ShouldBe(reply.Finals);

        ProofRequest proof = new(new ProofHash(Samples.Hash()));
        MeshWire.TryRead(MeshWire.Write(proof), out ProofRequest? proofRead, out _).ShouldBeTrue();
        proofRead.ShouldBe(proof);
        WitnessRequest witness = new(Samples.Hash());
        MeshWire.TryRead(MeshWire.Write(witness), out WitnessRequest? witnessRead, out _).ShouldBeTrue();
        witnessRead.ShouldBe(witness);
    }

    [Fact]
    public void ProofHeader_WithTheLargestValues_HasAtMost300Bytes()
    {
        Hash32 ones = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);
        ProofHeader largest = new(new BatchKey(ones), new TaskId(0, 63), new ProofHash(ones), MeshLimits.ProofBytesMax, new NodeId(ones), new MessageSignature(ones, ones));

        int bytes = MeshWire.Write(largest).Length;

        bytes.ShouldBe(178);
        bytes.ShouldBeLessThanOrEqualTo(300);
    }

    [Fact]
    public void Message_OnAnotherTopic_IsRefused()
    {
        foreach (MeshMessage message in Samples.Gossip())
        {
            foreach (MeshTopic topic in MeshTopics.All.Where(t => t != MeshWire.TopicOf(message)))
            {
                MeshWire.TryRead(topic, MeshWire.Write(message), out _, out WireFault fault).ShouldBeFalse();
                fault.ShouldBeOneOf(WireFault.WrongKind, WireFault.TooLong);
            }
        }
    }

    [Fact]
    public void Message_LongerThanItsCap_IsRefusedUnread()
    {
        foreach (MeshTopic topic in MeshTopics.All)
        {
            MeshWire.TryRead(topic, new byte[MeshWire.BytesMax(topic) + 1], out _, out WireFault fault).ShouldBeFalse();
            fault.ShouldBe(WireFault.TooLong);
        }
    }

    [Fact]
    public void Message_OfAnotherVersion_IsRefusedAsSuch()
    {
        foreach (MeshMessage message in Samples.Gossip())
        {
            byte[] bytes = MeshWire.Write(message);
            bytes[1].ShouldBe((byte)1);
            bytes[1] = 2;
            MeshWire.TryRead(MeshWire.TopicOf(message), bytes, out _, out WireFault fault).ShouldBeFalse();
            fault.ShouldBe(WireFault.UnknownVersion);
        }
    }

    [Fact]
    public void Message_CutAnywhereOrWithAByteMore_IsRefused()
    {
        foreach (MeshMessage message in Samples.Gossip())
        {
            byte[] bytes = MeshWire.Write(message);
            MeshTopic topic = MeshWire.TopicOf(message);
            for (int length = 0; length < bytes.Length; length++)
            {
                MeshWire.TryRead(topic, bytes.AsSpan(0, length), out _, out _).ShouldBeFalse();
            }

            MeshWire.TryRead(topic, [.. bytes, 0xc0], out _, out WireFault fault).ShouldBeFalse();
            fault.ShouldBeOneOf(WireFault.Malformed, WireFault.TooLong);
        }
    }

    [Fact]
    public void EveryByte_Changed_IsRefusedOrAnotherMessageWithoutTheSignature()
    {
        Ed25519MessageVerifier verifier = new(Samples.Network);
        foreach (MeshMessage message in Samples.Gossip())
        {
            byte[] bytes = MeshWire.Write(message);
            verifier.Verify(message).ShouldBeTrue();
            for (int i = 0; i < bytes.Length; i++)
            {
                byte[] changed = [.. bytes];
                changed[i] ^= 1;
                if (MeshWire.TryRead(MeshWire.TopicOf(message), changed, out MeshMessage? read, out _))
                {
                    MeshWire.Write(read).ShouldBe(changed, $"byte {i} of {message}");
                    verifier.Verify(read).ShouldBeFalse($"byte {i} of {message}");
                }
            }
        }
    }

    [Fact]
    public void Signature_OnAnotherNetwork_IsRefused()
    {
        foreach (MeshMessage message in Samples.Gossip())
        {
            new Ed25519MessageVerifier(Samples.Network).Verify(message).ShouldBeTrue();
            new Ed25519MessageVerifier(Samples.Hash()).Verify(message).ShouldBeFalse();
        }
    }

    [Fact]
    public void SigningBytes_OfAClaim_AreTheArrayOfTheProtocol()
    {
        Claim claim = Samples.Claim();
        MessagePackReader reader = new(MeshWire.SigningBytes(claim, Samples.Network));
        reader.TryReadArray(9, out int count).ShouldBeTrue();
        count.ShouldBe(9);
        reader.TryReadText(32, out string domain).ShouldBeTrue();
        domain.ShouldBe("p2pprover mesh 1");
        reader.TryReadExactly(Hash32.Bytes, out ReadOnlySpan<byte> network).ShouldBeTrue();
        Convert.ToHexStringLower(network).ShouldBe(Samples.Network.ToString());
        ulong[] numbers = new ulong[2];
        reader.TryReadNumber(9, out numbers[0]).ShouldBeTrue();
        reader.TryReadNumber(9, out numbers[1]).ShouldBeTrue();
        numbers.ShouldBe([1UL, 2UL]);
        reader.TryReadExactly(Hash32.Bytes, out ReadOnlySpan<byte> batch).ShouldBeTrue();
        Convert.ToHexStringLower(batch).ShouldBe(claim.Batch.Value.ToString());
        reader.TryReadNumber(6, out _).ShouldBeTrue();
        reader.TryReadNumber(63, out _).ShouldBeTrue();
        reader.TryReadNumber(ulong.MaxValue, out ulong expiry).ShouldBeTrue();
        expiry.ShouldBe((ulong)claim.ExpiryMs);
        reader.TryReadExactly(Hash32.Bytes, out ReadOnlySpan<byte> node).ShouldBeTrue();
        Convert.ToHexStringLower(node).ShouldBe(claim.Node.Value.ToString());
        reader.TryEnd().ShouldBeTrue();
    }

    [Fact]
    public void SigningBytes_OfDifferentKinds_NeverMeet()
    {
        // A claim and a heartbeat have fields of the same forms; the kind keeps the signature of one from being one of the other.
        ClaimHeartbeat heartbeat = Samples.Heartbeat();
        Claim claim = new(heartbeat.Batch, heartbeat.Task, heartbeat.Quarter, heartbeat.Node, heartbeat.Signature);
        new Ed25519MessageVerifier(Samples.Network).Verify(claim).ShouldBeFalse();
    }

    [Fact]
    public void Verifier_OfAKeyThatIsNone_SaysFalse()
    {
        Ed25519MessageVerifier verifier = new(Samples.Network);
        verifier.Verify(Samples.Claim() with { Node = default }).ShouldBeFalse();
        verifier.Verify(Samples.Claim() with { Node = new NodeId(new Hash32(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue)) }).ShouldBeFalse();
        verifier.Verify(Samples.Claim() with { Signature = default }).ShouldBeFalse();
    }

    [Fact]
    public void Signer_OfAnotherNodesMessage_Refuses()
    {
        MeshSamples others = new(seed: 12);
        Should.Throw<ArgumentException>(() => Samples.Signer.Sign(others.Claim()));
    }

    [Fact]
    public void Values_ThatNoFieldHas_AreRefused()
    {
        ProofHeader header = Samples.Header();
        Refused(MeshTopic.Header, MeshWire.Write(header with { Task = new TaskId(1, 32) }));
        Refused(MeshTopic.Header, MeshWire.Write(header with { Task = new TaskId(6, 1) }));
        Refused(MeshTopic.Header, MeshWire.Write(header with { Task = new TaskId(7, 0) }));
        Refused(MeshTopic.Header, MeshWire.Write(header with { SizeBytes = 0 }));
        Refused(MeshTopic.Header, MeshWire.Write(header with { SizeBytes = MeshLimits.ProofBytesMax + 1 }));
        Refused(MeshTopic.Root, MeshWire.Write(Samples.Final() with { SizeBytes = 0 }));
        ClaimHeartbeat heartbeat = Samples.Heartbeat();
        Refused(MeshTopic.Claim, MeshWire.Write(heartbeat with { Quarter = 0 }));
        Refused(MeshTopic.Claim, MeshWire.Write(heartbeat with { Quarter = 4 }));
        Refused(MeshTopic.Claim, MeshWire.Write(Samples.Claim() with { ExpiryMs = -1 }));
        Refused(MeshTopic.Report, MeshWire.Write(Samples.InvalidProof() with { Reason = (InvalidProofReason)2 }));
        BatchAnnounce announce = Samples.Announce(3);
        Refused(MeshTopic.Announce, MeshWire.Write(announce with { WitnessProviders = [.. announce.WitnessProviders.Reverse()] }));
        Refused(MeshTopic.Announce, MeshWire.Write(announce with { WitnessProviders = [announce.WitnessProviders[0], announce.WitnessProviders[0]] }));
        Equivocation evidence = Samples.Equivocation();
        Refused(MeshTopic.Report, MeshWire.Write(evidence with { First = evidence.Second, Second = evidence.First }));
        Refused(MeshTopic.Report, MeshWire.Write(evidence with { Second = evidence.First }));
        Refused(MeshTopic.Report, MeshWire.Write(evidence with { Second = Samples.Header() }));
    }

    [Fact]
    public void Announce_WithTooManyProviders_IsRefused()
    {
        byte[] bytes = MeshWire.Write(Samples.Announce(MeshLimits.WitnessProvidersMax + 1));
        MeshWire.TryRead(MeshTopic.Announce, bytes, out _, out WireFault fault).ShouldBeFalse();
        fault.ShouldBe(WireFault.Malformed);
    }

    [Fact]
    public void TopicNames_AreThoseOfTheProtocol()
    {
        string name = MeshTopics.Name(Samples.Network, MeshTopic.Header);
        name.ShouldBe($"/p2pprover/{Samples.Network}/header/1");
        foreach (MeshTopic topic in MeshTopics.All)
        {
            MeshTopics.TryParse(MeshTopics.Name(Samples.Network, topic), Samples.Network, out MeshTopic read).ShouldBeTrue();
            read.ShouldBe(topic);
            MeshTopics.TryParse(MeshTopics.Name(Samples.Hash(), topic), Samples.Network, out _).ShouldBeFalse();
        }
    }

    private static void Refused(MeshTopic topic, byte[] bytes)
    {
        MeshWire.TryRead(topic, bytes, out _, out WireFault fault).ShouldBeFalse(Convert.ToHexString(bytes));
        fault.ShouldBe(WireFault.BadValue);
    }
}
