using System.Buffers;
using System.Buffers.Binary;
using P2PProver.Crypto;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Noise;

/// <summary>
/// One side of libp2p's Noise handshake, without I/O: Noise XX with an empty prologue, each message after its length in two bytes, identity and
/// multiplexers in the payloads of messages two and three. The dialler checks whom it reached before it says who it is.
/// </summary>
public sealed class NoiseHandshake : IDisposable
{
    private const int LengthBytes = 2;
    private const int MessageBytesMax = NoisePayload.BytesMax + 128;

    private readonly NoiseXX _noise;
    private readonly NoiseKey _key;
    private readonly PeerId? _expected;
    private readonly IReadOnlyList<string> _muxers;
    private readonly bool _initiator;
    private readonly byte[] _frame = new byte[LengthBytes + MessageBytesMax];
    private int _filled;

    /// <summary>A handshake as the side that dialled (initiator) or accepted.</summary>
    /// <param name="key">This process's Noise key.</param>
    /// <param name="initiator">Whether this side dialled.</param>
    /// <param name="expected">The peer that was dialled, if it is known.</param>
    /// <param name="muxers">Multiplexers to offer inside the handshake; none leaves the choice to a negotiation after it.</param>
    public NoiseHandshake(NoiseKey key, bool initiator, PeerId? expected, IReadOnlyList<string> muxers)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(muxers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(muxers.Count, NoisePayload.MuxersMax, nameof(muxers));
        _key = key;
        _initiator = initiator;
        _expected = expected;
        _muxers = muxers;
        _noise = new NoiseXX(initiator, key.Static, X25519PrivateKey.Generate(), []);
    }

    /// <summary>Why the handshake failed, if it did.</summary>
    public NoiseFault Fault { get; private set; }

    /// <summary>Whether the handshake succeeded; then <see cref="TakeChannel"/> gives the channel.</summary>
    public bool IsFinished => Fault == NoiseFault.None && _noise.IsFinished;

    /// <summary>The other side's identity, proven once the handshake is finished.</summary>
    public PeerPublicKey? RemoteKey { get; private set; }

    /// <summary>The multiplexer agreed upon inside the handshake; null if it has to be negotiated.</summary>
    public string? Muxer { get; private set; }

    /// <summary>Writes the first message, if this side dialled.</summary>
    public void Start(IBufferWriter<byte> output)
    {
        if (_initiator)
        {
            Write([], output);
        }
    }

    /// <summary>Takes bytes from the other side, appends answers, and returns how many bytes were taken: none that follow the handshake.</summary>
    public int Receive(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int taken = 0;
        while (Fault == NoiseFault.None && !_noise.IsFinished && taken < input.Length)
        {
            int step = Math.Min(BytesWanted(), input.Length - taken);
            input.Slice(taken, step).CopyTo(_frame.AsSpan(_filled));
            _filled += step;
            taken += step;
            if (_filled == LengthBytes && MessageLength() > MessageBytesMax)
            {
                Fault = NoiseFault.MessageLength;
            }
            else if (_filled >= LengthBytes && BytesWanted() == 0)
            {
                int length = _filled;
                _filled = 0;
                Fault = OnMessage(_frame.AsSpan(LengthBytes, length - LengthBytes), output);
            }
        }

        return taken;
    }

    /// <summary>The encrypted channel of a finished handshake; it can be taken once.</summary>
    public NoiseChannel TakeChannel()
    {
        if (!IsFinished)
        {
            throw new InvalidOperationException("the handshake is not finished");
        }

        (CipherState send, CipherState receive) = _noise.Split();
        return new NoiseChannel(send, receive);
    }

    /// <inheritdoc/>
    public void Dispose() => _noise.Dispose();

    private int MessageLength() => BinaryPrimitives.ReadUInt16BigEndian(_frame);

    private int BytesWanted() => _filled < LengthBytes ? LengthBytes - _filled : LengthBytes + MessageLength() - _filled;

    private NoiseFault OnMessage(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        NoiseFault fault = _noise.TryRead(message, out byte[] payload);
        if (fault == NoiseFault.None && _noise.RemoteStatic is not null)
        {
            fault = OnPayload(payload);
        }

        if (fault == NoiseFault.None && _noise.IsWriting)
        {
            fault = Write(NoisePayload.Write(_key, _muxers), output);
        }

        return fault;
    }

    private NoiseFault OnPayload(ReadOnlySpan<byte> bytes)
    {
        if (!NoisePayload.TryRead(bytes, out NoisePayload? payload))
        {
            return NoiseFault.Payload;
        }

        if (!payload.Identity.Verify(NoiseKey.SignedBytes(_noise.RemoteStatic!), payload.Signature))
        {
            return NoiseFault.IdentitySignature;
        }

        if (_expected is not null && _expected != payload.Identity.Id)
        {
            return NoiseFault.UnexpectedPeer;
        }

        RemoteKey = payload.Identity;
        if (_muxers.Count == 0 || payload.Muxers.Count == 0)
        {
            return NoiseFault.None;
        }

        (IReadOnlyList<string> first, IReadOnlyList<string> second) = _initiator ? (_muxers, payload.Muxers) : (payload.Muxers, _muxers);
        Muxer = first.FirstOrDefault(m => second.Contains(m, StringComparer.Ordinal));
        return Muxer is null ? NoiseFault.NoCommonMuxer : NoiseFault.None;
    }

    private NoiseFault Write(ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        NoiseFault fault = _noise.TryWrite(payload, out byte[] message);
        if (fault == NoiseFault.None)
        {
            Span<byte> length = output.GetSpan(LengthBytes);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
            output.Advance(LengthBytes);
            output.Write(message);
        }

        return fault;
    }
}
