using System.Buffers;
using System.Text;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Selection;

/// <summary>
/// One side of multistream-select 1.0.0, without I/O: bytes in, bytes out, and a verdict. Each line is a length, text and a newline. The
/// machine never takes a byte that belongs to the protocol agreed upon.
/// </summary>
public abstract class MultistreamNegotiation
{
    /// <summary>The longest line, newline included.</summary>
    public const int LineBytesMax = 1024;

    /// <summary>The longest name of a protocol that we propose or serve.</summary>
    public const int ProtocolBytesMax = 256;

    private protected const string Header = "/multistream/1.0.0";
    private protected const string NotAvailable = "na";

    private readonly byte[] _line = new byte[LineBytesMax + 2];
    private int _filled;
    private bool _sawHeader;

    private protected MultistreamNegotiation()
    {
    }

    /// <summary>The verdict so far.</summary>
    public SelectionStatus Status { get; private protected set; }

    /// <summary>The protocol agreed upon, once <see cref="Status"/> is <see cref="SelectionStatus.Selected"/>.</summary>
    public string? Protocol { get; private protected set; }

    /// <summary>How many bytes can be read without taking one that belongs to the protocol; at least one while pending.</summary>
    public int BytesWanted =>
        Varint.TryRead(_line.AsSpan(0, _filled), out ulong length, out int prefix) == ReadStatus.Done ? prefix + (int)length - _filled : 1;

    /// <summary>Writes what this side says before it has heard anything.</summary>
    public abstract void Start(IBufferWriter<byte> output);

    /// <summary>Takes bytes from the other side, appends answers, and returns how many bytes were taken.</summary>
    public int Receive(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int taken = 0;
        while (Status == SelectionStatus.Pending && taken < input.Length)
        {
            int step = Math.Min(BytesWanted, input.Length - taken);
            input.Slice(taken, step).CopyTo(_line.AsSpan(_filled));
            _filled += step;
            taken += step;
            switch (TryTakeLine(out string line))
            {
                case ReadStatus.Done:
                    OnAnyLine(line, output);
                    break;
                case ReadStatus.Malformed:
                    Status = SelectionStatus.Malformed;
                    break;
            }
        }

        return taken;
    }

    private protected static void WriteLine(IBufferWriter<byte> output, string line) => Varint.WritePrefixed(output, Encoding.UTF8.GetBytes(line + "\n"));

    private protected abstract void OnLine(string line, IBufferWriter<byte> output);

    private void OnAnyLine(string line, IBufferWriter<byte> output)
    {
        if (_sawHeader)
        {
            OnLine(line, output);
        }
        else if (line == Header)
        {
            _sawHeader = true;
        }
        else
        {
            Status = SelectionStatus.Malformed;
        }
    }

    private ReadStatus TryTakeLine(out string line)
    {
        line = string.Empty;
        ReadOnlySpan<byte> filled = _line.AsSpan(0, _filled);
        ReadStatus status = Varint.TryRead(filled, out ulong length, out int prefix);
        if (status != ReadStatus.Done)
        {
            return status == ReadStatus.NeedMore && _filled < 2 ? ReadStatus.NeedMore : ReadStatus.Malformed;
        }

        if (length is 0 or > LineBytesMax)
        {
            return ReadStatus.Malformed;
        }

        if (_filled < prefix + (int)length)
        {
            return ReadStatus.NeedMore;
        }

        if (filled[^1] != '\n')
        {
            return ReadStatus.Malformed;
        }

        line = Encoding.UTF8.GetString(filled[prefix..^1]);
        _filled = 0;
        return ReadStatus.Done;
    }
}
