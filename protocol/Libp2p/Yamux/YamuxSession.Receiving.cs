namespace P2PProver.Libp2p.Yamux;

/// <content>What arrives.</content>
public sealed partial class YamuxSession
{
    private readonly byte[] _header = new byte[YamuxFrame.Bytes];
    private int _headerFilled;
    private YamuxStreamState? _dataStream;
    private YamuxFlags _dataFlags;
    private uint _dataLeft;
    private long _lastHeard;

    /// <summary>Takes bytes from the other side, in pieces of any size. After a fault they are ignored.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _lastHeard = _time.GetTimestamp();
        }

        while (!bytes.IsEmpty && Fault == YamuxFault.None)
        {
            if (_dataLeft > 0)
            {
                int step = (int)Math.Min(_dataLeft, (uint)bytes.Length);
                OnData(bytes[..step]);
                bytes = bytes[step..];
                continue;
            }

            int header = Math.Min(YamuxFrame.Bytes - _headerFilled, bytes.Length);
            bytes[..header].CopyTo(_header.AsSpan(_headerFilled));
            _headerFilled += header;
            bytes = bytes[header..];
            if (_headerFilled == YamuxFrame.Bytes)
            {
                _headerFilled = 0;
                YamuxFault fault = YamuxFrame.TryRead(_header, out YamuxFrame frame) ? OnFrame(frame) : YamuxFault.MalformedFrame;
                if (fault != YamuxFault.None)
                {
                    Fail(fault);
                }
            }
        }
    }

    private YamuxFault OnFrame(in YamuxFrame frame)
    {
        switch (frame.Type)
        {
            case YamuxType.Ping:
                return OnPing(frame);
            case YamuxType.GoAway:
                RemoteIsLeaving = true;
                return frame.Length == GoAwayNormal ? OnGoAway() : YamuxFault.RemoteError;
        }

        bool opens = frame.Flags.HasFlag(YamuxFlags.Syn);
        if (frame.Stream == 0 || (opens && frame.Flags.HasFlag(YamuxFlags.Ack)))
        {
            return YamuxFault.MalformedFrame;
        }

        YamuxFault fault = opens ? OnSyn(frame.Stream) : YamuxFault.None;
        if (fault != YamuxFault.None)
        {
            return fault;
        }

        if (!_streams.TryGetValue(frame.Stream, out YamuxStreamState? stream))
        {
            return OnUnknown(frame, opens);
        }

        if (frame.Flags.HasFlag(YamuxFlags.Ack))
        {
            Acknowledge(stream);
        }

        return frame.Type == YamuxType.Data ? OnDataHeader(stream, frame) : OnWindowUpdate(stream, frame);
    }

    // A side that leaves still finishes its streams; without streams there is nothing left to do.
    private YamuxFault OnGoAway() => _streams.Count == 0 ? YamuxFault.RemoteGoAway : YamuxFault.None;

    private YamuxFault OnSyn(uint number)
    {
        bool theirs = number % 2 == (_isDialer ? 0u : 1u);
        if (!theirs || number <= _lastInbound)
        {
            return YamuxFault.StreamNumber;
        }

        _lastInbound = number;
        if (_inbound >= _options.InboundStreamsMax)
        {
            return ++_refused > _options.RefusedMax ? YamuxFault.Flood : TryAnswer(new YamuxFrame(YamuxType.WindowUpdate, YamuxFlags.Rst, number, 0));
        }

        YamuxStreamState stream = new(number, isInbound: true) { FlagsToSend = YamuxFlags.Ack, CreditedAt = _time.GetTimestamp() };
        _streams.Add(number, stream);
        _inbound++;
        _opened.Enqueue(stream);
        Schedule(stream);
        return YamuxFault.None;
    }

    // Frames of a stream that ended here may still be on their way: they are drained without an answer, for the other side will learn of
    // the end. A stream that never was is reset.
    private YamuxFault OnUnknown(in YamuxFrame frame, bool refused)
    {
        if (frame.Type == YamuxType.Data)
        {
            if (frame.Length > _options.WindowBytesMax)
            {
                return YamuxFault.WindowExceeded;
            }

            _dataStream = null;
            _dataLeft = frame.Length;
        }

        bool ours = frame.Stream % 2 == (_isDialer ? 1u : 0u);
        bool existed = ours ? frame.Stream < _nextOutbound : frame.Stream <= _lastInbound;
        bool answer = !refused && !existed && !frame.Flags.HasFlag(YamuxFlags.Rst);
        return answer ? TryAnswer(new YamuxFrame(YamuxType.WindowUpdate, YamuxFlags.Rst, frame.Stream, 0)) : YamuxFault.None;
    }

    private YamuxFault OnWindowUpdate(YamuxStreamState stream, in YamuxFrame frame)
    {
        if (frame.Length > uint.MaxValue - stream.SendCredit)
        {
            return YamuxFault.WindowOverflow;
        }

        stream.SendCredit += frame.Length;
        Schedule(stream);
        OnEnd(stream, frame.Flags);
        return YamuxFault.None;
    }

    private YamuxFault OnDataHeader(YamuxStreamState stream, in YamuxFrame frame)
    {
        if (frame.Length > stream.ReceiveCredit || (frame.Length > 0 && stream.RemoteClosed))
        {
            return YamuxFault.WindowExceeded;
        }

        stream.ReceiveCredit -= frame.Length;
        _dataStream = stream;
        _dataFlags = frame.Flags;
        _dataLeft = frame.Length;
        if (frame.Length == 0)
        {
            OnEnd(stream, frame.Flags);
        }

        return YamuxFault.None;
    }

    private void OnData(ReadOnlySpan<byte> bytes)
    {
        _dataLeft -= (uint)bytes.Length;
        if (_dataStream is not { IsReset: false } stream)
        {
            return;
        }

        if (stream.IsReleased)
        {
            OnDataEnd(stream);
            return;
        }

        if (_buffered + bytes.Length > _options.ReceiveBufferBytesMax)
        {
            Reset(stream);
            return;
        }

        stream.Received.Write(bytes);
        _buffered += bytes.Length;
        Tell(stream);
        OnDataEnd(stream);
    }

    private void OnDataEnd(YamuxStreamState stream)
    {
        if (_dataLeft == 0)
        {
            OnEnd(stream, _dataFlags);
        }
    }

    private void OnEnd(YamuxStreamState stream, YamuxFlags flags)
    {
        if (flags.HasFlag(YamuxFlags.Rst))
        {
            Abandon(stream);
        }
        else if (flags.HasFlag(YamuxFlags.Fin))
        {
            stream.RemoteClosed = true;
            stream.CreditToSend = 0;
            Tell(stream);
            ForgetIfEnded(stream);
        }
    }
}
