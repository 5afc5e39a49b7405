namespace P2PProver.Libp2p.Yamux;

/// <content>What is sent: answers first, then control frames of streams, then their data in turns.</content>
public sealed partial class YamuxSession
{
    private const uint GoAwayNormal = 0;
    private const uint GoAwayProtocolError = 1;

    private readonly Queue<YamuxFrame> _answers = new();
    private readonly Queue<YamuxStreamState> _control = new();
    private readonly Queue<YamuxStreamState> _data = new();
    private uint? _goAway;
    private bool _goAwaySent;

    /// <summary>Whether <see cref="Fill"/> has something to write.</summary>
    public bool HasOutput => Fault == YamuxFault.None
        ? _answers.Count > 0 || _control.Count > 0 || _data.Count > 0 || _pingToSend is not null
        : _goAway is not null && !_goAwaySent;

    /// <summary>Writes frames into a buffer, as many as there are and fit, and returns the number of bytes.</summary>
    public int Fill(Span<byte> destination)
    {
        if (Fault != YamuxFault.None)
        {
            return FillGoAway(destination);
        }

        int filled = FillPing(destination);
        while (destination.Length - filled >= YamuxFrame.Bytes && _answers.TryDequeue(out YamuxFrame answer))
        {
            filled += WriteFrame(destination[filled..], answer);
        }

        while (destination.Length - filled >= YamuxFrame.Bytes && _control.TryDequeue(out YamuxStreamState? stream))
        {
            filled += FillControl(stream, destination[filled..]);
        }

        // One quantum each, then to the end of the line.
        while (destination.Length - filled > YamuxFrame.Bytes && _data.TryDequeue(out YamuxStreamState? stream))
        {
            stream.InDataQueue = false;
            if (stream.HasData)
            {
                filled += FillData(stream, destination[filled..]);
                Schedule(stream);
            }
        }

        return filled;
    }

    private static int WriteFrame(Span<byte> destination, YamuxFrame frame)
    {
        frame.Write(destination);
        return YamuxFrame.Bytes;
    }

    private int FillGoAway(Span<byte> destination)
    {
        if (_goAwaySent || _goAway is not uint reason || destination.Length < YamuxFrame.Bytes)
        {
            return 0;
        }

        _goAwaySent = true;
        return WriteFrame(destination, new YamuxFrame(YamuxType.GoAway, YamuxFlags.None, 0, reason));
    }

    private static int FillControl(YamuxStreamState stream, Span<byte> destination)
    {
        stream.InControlQueue = false;
        if (!stream.HasControl)
        {
            return 0;
        }

        YamuxFrame frame = new(YamuxType.WindowUpdate, stream.FlagsToSend, stream.Number, stream.CreditToSend);
        stream.FlagsToSend = YamuxFlags.None;
        stream.CreditToSend = 0;
        return WriteFrame(destination, frame);
    }

    private int FillData(YamuxStreamState stream, Span<byte> destination)
    {
        // The end travels alone: js-libp2p looks at flags before data, and would drop the data of a frame that also ends the stream.
        stream.FinSent = stream.Outgoing.Length == 0;
        int room = Math.Min(destination.Length - YamuxFrame.Bytes, _options.QuantumBytes);
        int length = stream.Outgoing.Read(destination.Slice(YamuxFrame.Bytes, (int)Math.Min((uint)room, stream.SendCredit)));
        stream.SendCredit -= (uint)length;
        _outgoing -= length;
        WriteFrame(destination, new YamuxFrame(YamuxType.Data, stream.FinSent ? YamuxFlags.Fin : YamuxFlags.None, stream.Number, (uint)length));
        ForgetIfEnded(stream);
        Tell(stream);
        return YamuxFrame.Bytes + length;
    }

    // A stream's SYN is a control frame and so goes out before its data.
    private void Schedule(YamuxStreamState stream)
    {
        // Streams that were reset stay in line until their turn comes: a peer that opens, resets and never reads would make it grow.
        if (_control.Count + _data.Count >= 2 * (_options.InboundStreamsMax + _options.OutboundStreamsMax) + _options.AnswersMax)
        {
            Fail(YamuxFault.Flood);
            return;
        }

        if (stream.HasControl && !stream.InControlQueue)
        {
            stream.InControlQueue = true;
            _control.Enqueue(stream);
        }

        if (stream.HasData && !stream.InDataQueue)
        {
            stream.InDataQueue = true;
            _data.Enqueue(stream);
        }
    }

    private YamuxFault TryAnswer(in YamuxFrame frame)
    {
        if (_answers.Count >= _options.AnswersMax)
        {
            return YamuxFault.Flood;
        }

        _answers.Enqueue(frame);
        return YamuxFault.None;
    }
}
