using System.Buffers;
using P2PProver.Crypto;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Noise;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Noise;

public sealed class NoiseHandshakeTests : IDisposable
{
    private readonly PeerIdentity _dialerIdentity = PeerIdentity.Generate();
    private readonly PeerIdentity _listenerIdentity = new(Secp256k1PrivateKey.Generate());
    private readonly NoiseKey _dialerKey;
    private readonly NoiseKey _listenerKey;

    public NoiseHandshakeTests()
    {
        _dialerKey = new NoiseKey(_dialerIdentity);
        _listenerKey = new NoiseKey(_listenerIdentity);
    }

    public void Dispose()
    {
        _dialerKey.Dispose();
        _listenerKey.Dispose();
        _dialerIdentity.Dispose();
        _listenerIdentity.Dispose();
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("/a", "", null)]
    [InlineData("", "/a", null)]
    [InlineData("/a", "/a", "/a")]
    [InlineData("/b /a", "/a /b", "/b")]
    [InlineData("/c /a", "/a /b", "/a")]
    public void Handshake_WithMuxers_TakesTheDialersFirstThatBothHave(string dialer, string listener, string? expected)
    {
        (NoiseHandshake one, NoiseHandshake other) = Run(Split(dialer), Split(listener), _listenerIdentity.Id, change: null);
        one.IsFinished.ShouldBeTrue();
        other.IsFinished.ShouldBeTrue();
        one.Muxer.ShouldBe(expected);
        other.Muxer.ShouldBe(expected);
        one.RemoteKey.ShouldBe(_listenerIdentity.PublicKey);
        other.RemoteKey.ShouldBe(_dialerIdentity.PublicKey);
        using NoiseChannel near = one.TakeChannel();
        using NoiseChannel far = other.TakeChannel();
        byte[] frame = new byte[NoiseChannel.FrameBytesMax];
        byte[] opened = new byte[NoiseChannel.PlaintextBytesMax];
        byte[] large = new TestRandom(1).Bytes(NoiseChannel.PlaintextBytesMax);
        foreach (byte[] text in (byte[][])[[], [1, 2, 3], large])
        {
            int length = near.Seal(text, frame);
            far.TryOpen(frame.AsSpan(0, length - 1), opened, out _, out _).ShouldBe(ReadStatus.NeedMore);
            far.TryOpen(frame, opened, out int taken, out int got).ShouldBe(ReadStatus.Done);
            taken.ShouldBe(length);
            opened.AsSpan(0, got).SequenceEqual(text).ShouldBeTrue();
        }
    }

    [Fact]
    public void Handshake_WithoutCommonMuxer_Fails()
    {
        (NoiseHandshake one, _) = Run(["/a"], ["/b"], expected: null, change: null);
        one.Fault.ShouldBe(NoiseFault.NoCommonMuxer);
    }

    [Fact]
    public void Dialer_ReachingAnotherPeer_FailsBeforeItSaysWhoItIs()
    {
        (NoiseHandshake one, NoiseHandshake other) = Run([], [], _dialerIdentity.Id, change: null);
        one.Fault.ShouldBe(NoiseFault.UnexpectedPeer);
        other.RemoteKey.ShouldBeNull();
        other.IsFinished.ShouldBeFalse();
    }

    [Fact]
    public void Handshake_WithAnyBitOfAnyMessageChanged_Fails()
    {
        int[] lengths = new int[3];
        Run(["/a"], ["/a"], null, (message, bytes) => lengths[message] = bytes.Length);
        for (int message = 0; message < 3; message++)
        {
            int changedMessage = message;
            for (int at = 0; at < lengths[message]; at += message == 0 ? 1 : 3)
            {
                int position = at;
                (NoiseHandshake one, NoiseHandshake other) = Run(["/a"], ["/a"], null, (m, bytes) =>
                {
                    if (m == changedMessage)
                    {
                        bytes[position] ^= 1;
                    }
                });
                (one.IsFinished && other.IsFinished).ShouldBeFalse($"message {message}, byte {at}");
            }
        }
    }

    [Fact]
    public void Handshake_WithTheAllZeroKey_IsRefused()
    {
        using NoiseHandshake listener = new(_listenerKey, initiator: false, null, []);
        listener.Receive([0, 32, .. new byte[32]], new ArrayBufferWriter<byte>());
        listener.Fault.ShouldBe(NoiseFault.BadKey);
    }

    [Theory]
    [InlineData("0000")]
    [InlineData("001f")]
    [InlineData("ffff")]
    public void Handshake_MessageOfImpossibleLength_IsRefused(string length)
    {
        using NoiseHandshake listener = new(_listenerKey, initiator: false, null, []);
        listener.Receive([.. Convert.FromHexString(length), .. new byte[40]], new ArrayBufferWriter<byte>());
        listener.Fault.ShouldBe(NoiseFault.MessageLength);
    }

    // A listener that is libp2p in all but the payload it sends.
    [Theory]
    [InlineData("nothing", NoiseFault.Payload)]
    [InlineData("stolen", NoiseFault.IdentitySignature)]
    [InlineData("muxers", NoiseFault.Payload)]
    [InlineData("large", NoiseFault.MessageLength)]
    [InlineData("good", NoiseFault.None)]
    public void Dialer_MeetingABadPayload_SaysWhatIsWrong(string kind, NoiseFault expected)
    {
        using NoiseHandshake dialer = new(_dialerKey, initiator: true, null, []);
        using X25519PrivateKey staticKey = X25519PrivateKey.Generate();
        using NoiseXX raw = new(initiator: false, staticKey, X25519PrivateKey.Generate(), []);
        ArrayBufferWriter<byte> output = new();
        dialer.Start(output);
        raw.TryRead(output.WrittenSpan[2..], out _).ShouldBe(NoiseFault.None);

        byte[] signature = _listenerIdentity.Sign(NoiseKey.SignedBytes(kind == "stolen" ? _dialerKey.Static.PublicKey : staticKey.PublicKey));
        ProtoWriter good = new ProtoWriter().Bytes(1, _listenerIdentity.PublicKey.Encoding).Bytes(2, signature);
        ProtoWriter muxers = new();
        for (int i = 0; i <= NoisePayload.MuxersMax; i++)
        {
            muxers.Text(2, "/m");
        }

        byte[] payload = kind switch
        {
            "nothing" => [],
            "muxers" => good.Message(4, muxers).ToArray(),
            "large" => new byte[NoisePayload.BytesMax + 100],
            _ => good.ToArray(),
        };
        raw.TryWrite(payload, out byte[] message).ShouldBe(NoiseFault.None);
        dialer.Receive([(byte)(message.Length >> 8), (byte)message.Length, .. message], output);
        dialer.Fault.ShouldBe(expected);
    }

    [Fact]
    public void Channel_FramesRepeatedReorderedOrChanged_DoNotOpen()
    {
        byte[] opened = new byte[NoiseChannel.PlaintextBytesMax];
        foreach (string attack in (string[])["repeat", "reorder", "change", "short"])
        {
            (NoiseHandshake one, NoiseHandshake other) = Run([], [], null, change: null);
            using NoiseChannel near = one.TakeChannel();
            using NoiseChannel far = other.TakeChannel();
            byte[] first = new byte[100], second = new byte[100];
            int length = near.Seal([1, 2, 3], first);
            near.Seal([4, 5, 6], second);
            byte[] next = attack switch { "repeat" => first, "reorder" => second, _ => first };
            if (attack == "repeat")
            {
                far.TryOpen(first, opened, out _, out _).ShouldBe(ReadStatus.Done);
            }
            else if (attack == "change")
            {
                next[length - 1] ^= 1;
            }
            else if (attack == "short")
            {
                next = [0, 15, .. new byte[15]];
            }

            far.TryOpen(next, opened, out _, out _).ShouldBe(ReadStatus.Malformed, attack);
        }
    }

    private static string[] Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Carries the three messages across, one byte at a time, after letting the test change them (without their length bytes).
    private (NoiseHandshake Dialer, NoiseHandshake Listener) Run(string[] dialerMuxers, string[] listenerMuxers, PeerId? expected, Action<int, byte[]>? change)
    {
        NoiseHandshake dialer = new(_dialerKey, initiator: true, expected, dialerMuxers);
        NoiseHandshake listener = new(_listenerKey, initiator: false, null, listenerMuxers);
        ArrayBufferWriter<byte> output = new();
        dialer.Start(output);
        for (int message = 0; message < 3 && output.WrittenCount > 0; message++)
        {
            byte[] body = output.WrittenSpan[2..].ToArray();
            byte[] bytes = output.WrittenSpan.ToArray();
            output.ResetWrittenCount();
            change?.Invoke(message, body);
            body.CopyTo(bytes, 2);
            NoiseHandshake receiver = message % 2 == 0 ? listener : dialer;
            for (int i = 0; i < bytes.Length; i++)
            {
                receiver.Receive(bytes.AsSpan(i, 1), output);
            }
        }

        return (dialer, listener);
    }
}
