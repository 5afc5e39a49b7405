namespace P2PProver.Libp2p.Yamux;

/// <content>Pings: they measure the round trip, and find out whether a silent peer is still there.</content>
public sealed partial class YamuxSession
{
    private uint _pingNumber;
    private uint? _pingToSend;
    private uint? _pingAwaited;
    private long _pingedAt;

    /// <summary>The round trip of the latest ping; null before the first answer.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Sends a ping unless one is under way.</summary>
    public void Ping()
    {
        if (_pingToSend is null && _pingAwaited is null)
        {
            _pingToSend = ++_pingNumber;
        }
    }

    /// <summary>Looks at the clock: pings a silent peer, and ends the session if an answer is overdue. To be called every few seconds.</summary>
    public void Tick()
    {
        long now = _time.GetTimestamp();
        ResetLingering(now);
        _refused /= 2;
        if (_pingAwaited is not null && _time.GetElapsedTime(_pingedAt, now) > _options.PingTimeout)
        {
            Fail(YamuxFault.KeepAlive);
        }
        else if (_time.GetElapsedTime(_lastHeard, now) >= _options.KeepAliveAfter)
        {
            Ping();
        }
    }

    private int FillPing(Span<byte> destination)
    {
        if (_pingToSend is not uint number || destination.Length < YamuxFrame.Bytes)
        {
            return 0;
        }

        _pingToSend = null;
        _pingAwaited = number;
        _pingedAt = _time.GetTimestamp();
        return WriteFrame(destination, new YamuxFrame(YamuxType.Ping, YamuxFlags.Syn, 0, number));
    }

    private YamuxFault OnPing(in YamuxFrame frame)
    {
        if (frame.Stream != 0)
        {
            return YamuxFault.MalformedFrame;
        }

        if (frame.Flags.HasFlag(YamuxFlags.Syn))
        {
            return TryAnswer(new YamuxFrame(YamuxType.Ping, YamuxFlags.Ack, 0, frame.Length));
        }

        // Only the answer that is awaited counts; others cost nothing.
        if (frame.Flags.HasFlag(YamuxFlags.Ack) && _pingAwaited == frame.Length)
        {
            _pingAwaited = null;
            RoundTrip = _time.GetElapsedTime(_pingedAt);
        }

        return YamuxFault.None;
    }
}
