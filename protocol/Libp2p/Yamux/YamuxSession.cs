namespace P2PProver.Libp2p.Yamux;

/// <summary>
/// A Yamux session without I/O: bytes in through <see cref="Receive"/>, bytes out through <see cref="Fill"/>, streams between. What is to be
/// sent is never queued as frames but follows from the state of the streams, so answering never needs room and receiving never waits for
/// sending. Not safe for several threads: the driver holds a lock.
/// </summary>
public sealed partial class YamuxSession
{
    private readonly YamuxOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _isDialer;
    private readonly Dictionary<uint, YamuxStreamState> _streams = [];
    private readonly Queue<YamuxStreamState> _news = new();
    private readonly Queue<YamuxStreamState> _opened = new();
    private readonly Queue<YamuxStreamState> _lingering = new();
    private uint _nextOutbound;
    private uint _lastInbound;
    private int _inbound;
    private int _outbound;
    private int _unacknowledged;
    private int _refused;
    private int _grown;
    private int _buffered;
    private int _outgoing;

    /// <summary>Starts a session; the side that dialled opens streams with odd numbers.</summary>
    public YamuxSession(bool isDialer, YamuxOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _isDialer = isDialer;
        _options = options;
        _time = time;
        _nextOutbound = isDialer ? 1u : 2u;
        _lastHeard = time.GetTimestamp();
    }

    /// <summary>Why the session ended; from then on it only says good-bye.</summary>
    public YamuxFault Fault { get; private set; }

    /// <summary>Whether the other side wants no new streams.</summary>
    public bool RemoteIsLeaving { get; private set; }

    /// <summary>The streams that are open, in either direction.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>The streams that the other side opened.</summary>
    public int InboundCount => _inbound;

    /// <summary>Bytes received that the application has not read, and bytes that wait to be sent.</summary>
    public int BufferedBytes => _buffered + _outgoing;

    /// <summary>Opens a stream; null if the session ends, or too many are open or unacknowledged.</summary>
    public YamuxStreamState? TryOpen()
    {
        if (Fault != YamuxFault.None || RemoteIsLeaving || _outbound >= _options.OutboundStreamsMax
            || _unacknowledged >= _options.UnacknowledgedMax || _nextOutbound > uint.MaxValue - 2)
        {
            return null;
        }

        YamuxStreamState stream = new(_nextOutbound, isInbound: false) { FlagsToSend = YamuxFlags.Syn, CreditedAt = _time.GetTimestamp() };
        _nextOutbound += 2;
        _outbound++;
        _unacknowledged++;
        _streams.Add(stream.Number, stream);
        Schedule(stream);
        return stream;
    }

    /// <summary>Takes a stream that the other side opened, in their order.</summary>
    public bool TryTakeOpened(out YamuxStreamState? stream) => _opened.TryDequeue(out stream);

    /// <summary>Takes a stream that became readable, writable, closed or reset since it was last taken.</summary>
    public bool TryTakeNews(out YamuxStreamState? stream)
    {
        bool taken = _news.TryDequeue(out stream);
        if (taken)
        {
            stream!.InNews = false;
        }

        return taken;
    }

    /// <summary>Reads what a stream received; 0 means that nothing is there now, or that it ended.</summary>
    public int Read(YamuxStreamState stream, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int read = stream.Received.Read(destination);
        _buffered -= read;
        if (read > 0 && !stream.RemoteClosed && !stream.IsReset)
        {
            stream.Uncredited += read;
            Credit(stream);
        }

        return read;
    }

    /// <summary>Accepts bytes to be sent, as many as the stream's send buffer has room for; 0 for streams that are closed or reset.</summary>
    public int Write(YamuxStreamState stream, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int room = Math.Max(_options.SendBufferTotalBytesMax - _outgoing, _options.QuantumBytes - stream.Outgoing.Length);
        room = Math.Clamp(room, 0, Math.Max(0, _options.SendBufferBytesMax - stream.Outgoing.Length));
        int accepted = stream.LocalClosed || stream.IsReset ? 0 : Math.Min(bytes.Length, room);
        stream.Outgoing.Write(bytes[..accepted]);
        _outgoing += accepted;
        Schedule(stream);
        return accepted;
    }

    /// <summary>Ends this side of a stream after what was written. Ending it twice is harmless.</summary>
    public void CloseWrite(YamuxStreamState stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.LocalClosed = true;
        Schedule(stream);
    }

    /// <summary>Ends a stream at once, both ways, and forgets what waits in it; harmless for streams that ended.</summary>
    public void Reset(YamuxStreamState stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!_streams.ContainsKey(stream.Number))
        {
            // It ended before, perhaps with a reset that is still to be sent.
            DropReceived(stream);
            return;
        }

        bool neverAnnounced = stream.FlagsToSend.HasFlag(YamuxFlags.Syn);
        Abandon(stream);
        if (!neverAnnounced && Fault == YamuxFault.None)
        {
            stream.FlagsToSend = YamuxFlags.Rst;
            Schedule(stream);
        }
    }

    /// <summary>
    /// Lets go of a stream. If it was closed for writing, what was written still goes out, and what arrives is dropped, until the other side
    /// closes too or <see cref="YamuxOptions.LingerMax"/> is over; otherwise the stream is reset.
    /// </summary>
    public void Release(YamuxStreamState stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.LocalClosed)
        {
            Reset(stream);
            return;
        }

        DropReceived(stream);
        if (!stream.IsReleased && _streams.ContainsKey(stream.Number))
        {
            stream.IsReleased = true;
            stream.ReleasedAt = _time.GetTimestamp();
            _lingering.Enqueue(stream);
        }
    }

    /// <summary>Ends the session: says good-bye and resets every stream.</summary>
    public void Close() => Fail(YamuxFault.Closed);

    // Half a window's worth of reading is credited at once. Where that took less than four round trips the window was the limit: double it.
    private void Credit(YamuxStreamState stream)
    {
        if (stream.Uncredited < stream.WindowBytes / 2)
        {
            return;
        }

        long now = _time.GetTimestamp();
        int grow = Math.Min(stream.WindowBytes, _options.WindowBytesMax - stream.WindowBytes);
        bool wasFast = RoundTrip is TimeSpan trip && _time.GetElapsedTime(stream.CreditedAt, now) < 4 * trip;
        if (wasFast && grow > 0 && _grown + grow <= _options.WindowGrowthBytesMax)
        {
            stream.WindowBytes += grow;
            stream.Uncredited += grow;
            _grown += grow;
        }

        stream.CreditToSend += (uint)stream.Uncredited;
        stream.ReceiveCredit += (uint)stream.Uncredited;
        stream.Uncredited = 0;
        stream.CreditedAt = now;
        Schedule(stream);
    }

    // Streams wait in the order in which they were released, and all equally long.
    private void ResetLingering(long now)
    {
        while (_lingering.TryPeek(out YamuxStreamState? stream)
            && (!_streams.ContainsKey(stream.Number) || _time.GetElapsedTime(stream.ReleasedAt, now) > _options.LingerMax))
        {
            _lingering.Dequeue();
            Reset(stream);
        }
    }

    private void Fail(YamuxFault fault)
    {
        if (Fault != YamuxFault.None)
        {
            return;
        }

        Fault = fault;
        _goAway = fault is YamuxFault.Closed or YamuxFault.RemoteGoAway or YamuxFault.RemoteError ? GoAwayNormal : GoAwayProtocolError;
        foreach (YamuxStreamState stream in _streams.Values.ToArray())
        {
            Abandon(stream);
        }
    }

    // The stream is reset as far as this side is concerned; nothing is said to the other.
    private void Abandon(YamuxStreamState stream)
    {
        bool clean = stream is { RemoteClosed: true, FinSent: true };
        stream.FlagsToSend = YamuxFlags.None;
        stream.CreditToSend = 0;
        DropReceived(stream);
        _outgoing -= stream.Outgoing.Length;
        stream.Outgoing.Clear();
        if (!clean)
        {
            stream.IsReset = true;
        }

        Forget(stream);
        Tell(stream);
    }

    private void DropReceived(YamuxStreamState stream)
    {
        _buffered -= stream.Received.Length;
        stream.Received.Clear();
    }

    private void ForgetIfEnded(YamuxStreamState stream)
    {
        if (stream is { RemoteClosed: true, FinSent: true })
        {
            Forget(stream);
        }
    }

    private void Forget(YamuxStreamState stream)
    {
        if (!_streams.Remove(stream.Number))
        {
            return;
        }

        _grown -= stream.WindowBytes - YamuxOptions.WindowInitialBytes;
        Acknowledge(stream);
        if (stream.IsInbound)
        {
            _inbound--;
        }
        else
        {
            _outbound--;
        }

        if (RemoteIsLeaving && _streams.Count == 0)
        {
            Fail(YamuxFault.RemoteGoAway);
        }
    }

    private void Acknowledge(YamuxStreamState stream)
    {
        if (!stream.IsInbound && !stream.Acknowledged)
        {
            stream.Acknowledged = true;
            _unacknowledged--;
        }
    }

    private void Tell(YamuxStreamState stream)
    {
        if (!stream.InNews)
        {
            stream.InNews = true;
            _news.Enqueue(stream);
        }
    }
}
