using System.Buffers;
using System.Text;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Kademlia;
using P2PProver.Libp2p.Names;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.PeerExchange;
using P2PProver.Libp2p.Protocols;
using P2PProver.Libp2p.Reachability;
using P2PProver.Libp2p.Selection;
using P2PProver.Libp2p.Simulation;
using P2PProver.Libp2p.Tests.Attacks;
using P2PProver.Libp2p.Tests.Kademlia;
using P2PProver.Libp2p.Tests.Names;
using P2PProver.Libp2p.Yamux;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Fuzzing;

/// <summary>Decoders of messages, and state machines that are fed whole conversations.</summary>
internal static class ProtocolTargets
{
    public static IEnumerable<FuzzTarget> All()
    {
        PeerIdentity identity = PeerIdentity.Generate();
        NoiseKey key = new(identity);
        return [.. Messages(identity, key), .. Conversations(key)];
    }

    private static IEnumerable<FuzzTarget> Messages(PeerIdentity identity, NoiseKey key)
    {
        Multiaddr address = Multiaddr.Parse("/ip4/192.0.2.1/tcp/4001");
        yield return new("noise-payload", [NoisePayload.Write(key, []), NoisePayload.Write(key, ["/yamux/1.0.0", "/mplex/6.7.0"])],
            b => NoisePayload.TryRead(b, out NoisePayload? read) && read.Muxers.Count <= NoisePayload.MuxersMax ? b : null, IsCanonical: true);
        IdentifyMessage identify = new()
        {
            Key = identity.PublicKey,
            ListenAddresses = [address],
            Protocols = ["/a", "/b"],
            ObservedAddress = address,
            ProtocolVersion = "p/1",
            AgentVersion = "agent",
            SignedPeerRecord = PeerRecord.Seal(identity, 1, [address]).Encoding.ToArray(),
        };
        yield return new("identify", [identify.ToArray()], b => IdentifyMessage.TryRead(b, out IdentifyMessage? read) ? Limit(read.ToArray(), b) : null, IsCanonical: false);
        KadMessage kad = new(KadMessageType.FindNode, new byte[34], [KadSamples.At("8.8.8.8"), KadSamples.At("9.9.9.9")]);
        yield return new("kad", [kad.ToArray(), new KadMessage(KadMessageType.Ping, default, []).ToArray()],
            b => KadMessage.TryRead(b, out KadMessage? read) ? read.ToArray() : null, IsCanonical: false);
        byte[] record = PeerRecord.Seal(identity, 1, [address]).Encoding.ToArray();
        yield return new("peers-request", [PeerExchangeMessage.WriteRequest(16)],
            b => PeerExchangeMessage.TryReadRequest(b, out int count) && count is >= 0 and <= PeerExchangeMessage.RecordsMax ? PeerExchangeMessage.WriteRequest(count) : null, IsCanonical: false);
        yield return new("peers-answer", [PeerExchangeMessage.WriteAnswer([record, record]), []],
            b => PeerExchangeMessage.TryReadAnswer(b, out IReadOnlyList<byte[]> read) ? PeerExchangeMessage.WriteAnswer(read.Select(r => new ReadOnlyMemory<byte>(r))) : null, IsCanonical: false);
        yield return new("dial-back", [new DialBackMessage(new byte[16], [1, 65535]).ToArray()], b => DialBackMessage.TryRead(b, out DialBackMessage? read) ? read.ToArray() : null, IsCanonical: false);
        yield return new("dns-answer", [DnsSamples.Answer(7, "a.example", "dnsaddr=/dns4/b.example", "second")],
            b => DnsTextMessage.TryReadAnswer(b, 7, "a.example", out IReadOnlyList<string> texts) && texts.Count <= DnsTextMessage.RecordsMax ? b : null, IsCanonical: true);
        yield return new("message-framing", [[3, 1, 2, 3], [0], [0x80, 1, .. new byte[128]]], Assemble, IsCanonical: true);
        yield return new("yamux-frame", [RawPeer.Frame(0, 1, 1, 7), RawPeer.Frame(2, 2, 0, 9)], ReadFrame, IsCanonical: true);
    }

    private static IEnumerable<FuzzTarget> Conversations(NoiseKey key)
    {
        byte[] header = Line("/multistream/1.0.0");
        yield return new("multistream-listener", [[.. header, .. Line("/noise")], [.. header, .. Line("/x"), .. Line("ls"), .. Line("/noise")]],
            b => Negotiate(new MultistreamListener(p => p == "/noise"), b), IsCanonical: true);
        yield return new("multistream-dialer", [[.. header, .. Line("/noise")], [.. header, .. Line("na")]], b => Negotiate(new MultistreamDialer(["/noise"]), b), IsCanonical: true);
        (byte[] toListener, byte[] toDialer) = RecordHandshake(key);
        yield return new("handshake-listener", [toListener], b => Shake(key, isDialer: false, b), IsCanonical: true) { AllocatedBytesMax = 1 << 20 };
        yield return new("handshake-dialer", [toDialer], b => Shake(key, isDialer: true, b), IsCanonical: true) { AllocatedBytesMax = 1 << 20 };
        byte[] hello = [.. RawPeer.OpenFor("/a", 1, 1, 2, 3), .. RawPeer.Frame(2, 1, 0, 5), .. RawPeer.Frame(1, 0, 1, 1000), .. RawPeer.Frame(0, 4, 1, 0), .. RawPeer.Frame(3, 0, 0, 0)];
        yield return new("yamux-session", [hello], b => Multiplex(b), IsCanonical: true) { AllocatedBytesMax = 4 << 20 };
        yield return new("noise-channel", [[0, 16, .. new byte[16]], [0, 20, .. new byte[20]]], OpenFrame, IsCanonical: true);
    }

    // A state machine has nothing to write back; what counts is that it neither throws nor grows. Its input stands for it.
    private static byte[]? Negotiate(MultistreamNegotiation negotiation, byte[] input)
    {
        ArrayBufferWriter<byte> output = new();
        negotiation.Start(output);
        int taken = negotiation.Receive(input, output);
        taken.ShouldBeInRange(0, input.Length);
        output.WrittenCount.ShouldBeLessThan(64 * 1024);
        return input;
    }

    private static byte[] Shake(NoiseKey key, bool isDialer, byte[] input)
    {
        using ConnectionHandshake handshake = new(key, isDialer, null, earlyMuxer: true);
        ArrayBufferWriter<byte> output = new();
        handshake.Start(output);
        handshake.Receive(input, output).ShouldBeInRange(0, input.Length);
        handshake.IsFinished.ShouldBeFalse("the ephemeral keys are new, so nothing recorded can finish");
        return input;
    }

    private static byte[] Multiplex(byte[] input)
    {
        YamuxSession session = new(isDialer: false, new YamuxOptions { ReceiveBufferBytesMax = 1 << 16 }, new VirtualTime());
        byte[] output = new byte[4096];
        for (int at = 0; at < input.Length; at += 100)
        {
            session.Receive(input.AsSpan(at, Math.Min(100, input.Length - at)));
            while (session.TryTakeOpened(out YamuxStreamState? stream))
            {
                session.Write(stream!, [1, 2, 3]);
            }

            session.BufferedBytes.ShouldBeInRange(0, (1 << 16) + (256 * 3));
            session.StreamCount.ShouldBeLessThanOrEqualTo(256);
            session.Fill(output);
        }

        return input;
    }

    private static byte[]? OpenFrame(byte[] input)
    {
        using NoiseChannel channel = new(new CipherState(new byte[32]), new CipherState(new byte[32]));
        byte[] plaintext = new byte[NoiseChannel.PlaintextBytesMax];
        ReadStatus status = channel.TryOpen(input, plaintext, out int taken, out int length);
        (taken + length).ShouldBeLessThanOrEqualTo(2 * input.Length);
        status.ShouldNotBe(ReadStatus.Done, "nobody guesses a tag");
        return input;
    }

    private static byte[]? ReadFrame(byte[] input)
    {
        byte[] output = new byte[YamuxFrame.Bytes];
        if (input.Length != YamuxFrame.Bytes || !YamuxFrame.TryRead(input, out YamuxFrame frame))
        {
            return null;
        }

        frame.Write(output);
        return output;
    }

    private static byte[]? Assemble(byte[] input)
    {
        MessageAssembler assembler = new(1000);
        int at = 0;
        while (assembler.Status == ReadStatus.NeedMore && at < input.Length)
        {
            int step = Math.Min(assembler.BytesWanted, input.Length - at);
            assembler.Receive(input.AsSpan(at, step));
            at += step;
        }

        if (assembler.Status != ReadStatus.Done || at != input.Length)
        {
            return null;
        }

        ArrayBufferWriter<byte> output = new();
        Varint.WritePrefixed(output, assembler.Message);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Line(string text)
    {
        ArrayBufferWriter<byte> output = new();
        Varint.WritePrefixed(output, Encoding.UTF8.GetBytes(text + "\n"));
        return output.WrittenSpan.ToArray();
    }

    // Text that is no UTF-8 is longer when written than it was when read; what then exceeds a bound stands for itself.
    private static byte[] Limit(byte[] written, byte[] input) => IdentifyMessage.TryRead(written, out _) ? written : input;

    private static (byte[] ToListener, byte[] ToDialer) RecordHandshake(NoiseKey key)
    {
        using ConnectionHandshake dialer = new(key, isDialer: true, null, earlyMuxer: true);
        using ConnectionHandshake listener = new(key, isDialer: false, null, earlyMuxer: true);
        ArrayBufferWriter<byte> fromDialer = new(), fromListener = new();
        dialer.Start(fromDialer);
        listener.Start(fromListener);
        int toListener = 0, toDialer = 0;
        while (!dialer.IsFinished || !listener.IsFinished)
        {
            toListener += listener.Receive(fromDialer.WrittenSpan[toListener..], fromListener);
            toDialer += dialer.Receive(fromListener.WrittenSpan[toDialer..], fromDialer);
        }

        return (fromDialer.WrittenSpan.ToArray(), fromListener.WrittenSpan.ToArray());
    }
}
