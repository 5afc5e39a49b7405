using System.Buffers;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.Selection;

namespace P2PProver.Libp2p.Connections;

/// <summary>
/// All that happens on a link before there are streams, without I/O: multistream-select for /noise, the Noise handshake, and, unless the handshake
/// settled it, multistream-select for the multiplexer inside the encrypted channel.
/// </summary>
public sealed class ConnectionHandshake : IDisposable
{
    /// <summary>The security protocol.</summary>
    public const string SecurityProtocol = "/noise";

    /// <summary>The multiplexer.</summary>
    public const string MuxerProtocol = "/yamux/1.0.0";

    private readonly bool _isDialer;
    private readonly MultistreamNegotiation _security;
    private readonly NoiseHandshake _noise;
    private readonly ArrayBufferWriter<byte> _plainOutput = new();
    private MultistreamNegotiation? _muxer;
    private NoiseChannel? _channel;
    private byte[] _plaintextLeft = [];
    private bool _noiseStarted;

    /// <summary>A handshake as the side that dialled or accepted.</summary>
    /// <param name="key">This process's Noise key.</param>
    /// <param name="isDialer">Whether this side dialled.</param>
    /// <param name="expected">The peer that was dialled, if it is known.</param>
    /// <param name="earlyMuxer">Whether to offer the multiplexer inside the Noise handshake, which saves a round trip.</param>
    public ConnectionHandshake(NoiseKey key, bool isDialer, PeerId? expected, bool earlyMuxer)
    {
        _isDialer = isDialer;
        _security = Negotiate(SecurityProtocol);
        _noise = new NoiseHandshake(key, isDialer, expected, earlyMuxer ? [MuxerProtocol] : []);
    }

    /// <summary>Whether there is a channel that both sides multiplex with Yamux.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Why the handshake failed.</summary>
    public UpgradeFault Fault { get; private set; }

    /// <summary>Why the Noise part failed.</summary>
    public NoiseFault NoiseFault => _noise.Fault;

    /// <summary>Who the other side is; to be trusted once the handshake is finished.</summary>
    public PeerPublicKey? RemoteKey => _noise.RemoteKey;

    /// <summary>Whether the multiplexer was agreed upon inside the Noise handshake.</summary>
    public bool UsedEarlyMuxer => _noise.Muxer is not null;

    /// <summary>Decrypted bytes that arrived behind the handshake and belong to the multiplexer.</summary>
    public ReadOnlySpan<byte> PlaintextLeft => _plaintextLeft;

    /// <summary>Writes what this side says first.</summary>
    public void Start(IBufferWriter<byte> output) => _security.Start(output);

    /// <summary>
    /// Takes bytes from the other side, appends answers, and returns how many bytes were taken. Bytes not taken are to be offered again with
    /// more behind them, or belong to the channel once <see cref="IsFinished"/>.
    /// </summary>
    public int Receive(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int taken = 0;
        int step = -1;
        while (step != 0 && Fault == UpgradeFault.None && !IsFinished)
        {
            step = _channel is not null ? OnFrame(input[taken..], output)
                : _noiseStarted ? OnNoise(input[taken..], output)
                : OnSecurity(input[taken..], output);
            taken += step;
        }

        return taken;
    }

    /// <summary>Gives the channel of a finished handshake to its new owner.</summary>
    public NoiseChannel TakeChannel()
    {
        NoiseChannel channel = IsFinished && _channel is not null ? _channel : throw new InvalidOperationException("the handshake is not finished");
        _channel = null;
        return channel;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _noise.Dispose();
        _channel?.Dispose();
    }

    private MultistreamNegotiation Negotiate(string protocol) =>
        _isDialer ? new MultistreamDialer([protocol]) : new MultistreamListener(p => p == protocol);

    private int OnSecurity(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int taken = _security.Receive(input, output);
        switch (_security.Status)
        {
            case SelectionStatus.Selected:
                _noiseStarted = true;
                _noise.Start(output);
                break;
            case SelectionStatus.Refused:
                Fault = UpgradeFault.NoCommonSecurity;
                break;
            case SelectionStatus.Malformed:
                Fault = UpgradeFault.Malformed;
                break;
        }

        return taken;
    }

    private int OnNoise(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int taken = _noise.Receive(input, output);
        if (_noise.Fault != NoiseFault.None)
        {
            Fault = _noise.Fault == NoiseFault.NoCommonMuxer ? UpgradeFault.NoCommonMuxer : UpgradeFault.Noise;
        }
        else if (_noise.IsFinished)
        {
            _channel = _noise.TakeChannel();
            IsFinished = UsedEarlyMuxer;
            if (!IsFinished)
            {
                _muxer = Negotiate(MuxerProtocol);
                _muxer.Start(_plainOutput);
                SealOutput(output);
            }
        }

        return taken;
    }

    private int OnFrame(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        byte[] plaintext = ArrayPool<byte>.Shared.Rent(NoiseChannel.PlaintextBytesMax);
        ReadStatus status = _channel!.TryOpen(input, plaintext, out int taken, out int length);
        if (status == ReadStatus.Malformed)
        {
            Fault = UpgradeFault.Malformed;
        }
        else if (status == ReadStatus.Done)
        {
            int used = _muxer!.Receive(plaintext.AsSpan(0, length), _plainOutput);
            _plaintextLeft = plaintext.AsSpan(used, length - used).ToArray();
            SealOutput(output);
            IsFinished = _muxer.Status == SelectionStatus.Selected;
            Fault = _muxer.Status switch
            {
                SelectionStatus.Refused => UpgradeFault.NoCommonMuxer,
                SelectionStatus.Malformed => UpgradeFault.Malformed,
                _ => UpgradeFault.None,
            };
        }

        ArrayPool<byte>.Shared.Return(plaintext);
        return taken;
    }

    private void SealOutput(IBufferWriter<byte> output)
    {
        if (_plainOutput.WrittenCount > 0)
        {
            Span<byte> frame = output.GetSpan(_plainOutput.WrittenCount + NoiseChannel.Overhead);
            output.Advance(_channel!.Seal(_plainOutput.WrittenSpan, frame));
            _plainOutput.ResetWrittenCount();
        }
    }
}
