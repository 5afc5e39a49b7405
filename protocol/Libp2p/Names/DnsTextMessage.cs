using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace P2PProver.Libp2p.Names;

/// <summary>The messages of RFC 1035 as far as asking for text records goes. Reading is bounded in names, records and steps.</summary>
public static class DnsTextMessage
{
    /// <summary>The longest message over UDP that is asked for and read.</summary>
    public const int BytesMax = 4096;

    /// <summary>The longest name.</summary>
    public const int NameCharsMax = 253;

    /// <summary>The most text records of one answer.</summary>
    public const int RecordsMax = 64;

    private const int HeaderBytes = 12;
    private const int LabelBytesMax = 63;
    private const int PointersMax = 16;
    private const int RecordsReadMax = 256;
    private const ushort TextType = 16;
    private const ushort OptionType = 41;
    private const ushort InternetClass = 1;
    private const ushort RecursionDesired = 0x0100;
    private const ushort ResponseFlag = 0x8000;
    private const ushort TruncatedFlag = 0x0200;
    private const ushort OpcodeMask = 0x7800;
    private const ushort CodeMask = 0x000f;

    /// <summary>A question for the text records of a name; false for text that is no name.</summary>
    public static bool TryWriteQuery(ushort id, string name, out byte[] query)
    {
        ArgumentNullException.ThrowIfNull(name);
        query = [];
        ArrayBufferWriter<byte> output = new();
        foreach (ushort word in (ushort[])[id, RecursionDesired, 1, 0, 0, 1])
        {
            WriteWord(output, word);
        }

        if (name.Length is 0 or > NameCharsMax)
        {
            return false;
        }

        foreach (string label in name.TrimEnd('.').Split('.'))
        {
            if (label.Length is 0 or > LabelBytesMax || label.Any(c => c is <= ' ' or >= '\x7f'))
            {
                return false;
            }

            output.Write<byte>([(byte)label.Length]);
            output.Write(Encoding.ASCII.GetBytes(label));
        }

        output.Write<byte>([0]);
        WriteWord(output, TextType);
        WriteWord(output, InternetClass);

        // EDNS(0), RFC 6891: how long an answer may be.
        output.Write<byte>([0]);
        WriteWord(output, OptionType);
        WriteWord(output, BytesMax);
        output.Write(new byte[6]);
        query = output.WrittenSpan.ToArray();
        return true;
    }

    /// <summary>
    /// Reads the answer to a question from untrusted bytes. False for anything that is no whole answer to it: another id or question, an error, an
    /// answer that was cut.
    /// </summary>
    public static bool TryReadAnswer(ReadOnlySpan<byte> message, ushort id, string name, out IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(name);
        texts = [];
        if (message.Length is < HeaderBytes or > BytesMax || Word(message, 0) != id)
        {
            return false;
        }

        ushort flags = Word(message, 2);
        int at = HeaderBytes;
        if ((flags & ResponseFlag) == 0 || (flags & (OpcodeMask | TruncatedFlag | CodeMask)) != 0 || Word(message, 4) != 1
            || !TryReadName(message, ref at, out string asked) || !string.Equals(asked, name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
            || message.Length - at < 4 || Word(message, at) != TextType || Word(message, at + 2) != InternetClass)
        {
            return false;
        }

        at += 4;
        List<string> read = [];
        int count = Word(message, 6);
        for (int i = 0; i < count; i++)
        {
            if (i == RecordsReadMax || !TryReadRecord(message, ref at, read))
            {
                return false;
            }
        }

        texts = read;
        return true;
    }

    private static bool TryReadRecord(ReadOnlySpan<byte> message, ref int at, List<string> texts)
    {
        if (!TryReadName(message, ref at, out _) || message.Length - at < 10)
        {
            return false;
        }

        bool isText = Word(message, at) == TextType && Word(message, at + 2) == InternetClass;
        int length = Word(message, at + 8);
        at += 10;
        if (length > message.Length - at)
        {
            return false;
        }

        ReadOnlySpan<byte> data = message.Slice(at, length);
        at += length;
        return !isText || (texts.Count < RecordsMax && TryReadText(data, texts));
    }

    private static bool TryReadText(ReadOnlySpan<byte> data, List<string> texts)
    {
        StringBuilder text = new();
        while (!data.IsEmpty)
        {
            int length = data[0];
            if (length >= data.Length)
            {
                return false;
            }

            text.Append(Encoding.UTF8.GetString(data.Slice(1, length)));
            data = data[(length + 1)..];
        }

        texts.Add(text.ToString());
        return true;
    }

    // Pointers lead backwards only, and so often at most: no message makes this run in circles.
    private static bool TryReadName(ReadOnlySpan<byte> message, ref int at, out string name)
    {
        StringBuilder text = new();
        name = string.Empty;
        int position = at;
        int pointers = 0;
        while (position < message.Length)
        {
            int length = message[position++];
            if (length == 0)
            {
                at = pointers == 0 ? position : at;
                name = text.ToString();
                return true;
            }

            if ((length & 0xc0) == 0xc0)
            {
                if (position == message.Length || ++pointers > PointersMax)
                {
                    return false;
                }

                int target = ((length & 0x3f) << 8) | message[position];
                at = pointers == 1 ? position + 1 : at;
                if (target >= position - 1)
                {
                    return false;
                }

                position = target;
                continue;
            }

            if (length > LabelBytesMax || length > message.Length - position || text.Length + length + 1 > NameCharsMax)
            {
                return false;
            }

            text.Append(text.Length > 0 ? "." : string.Empty).Append(Encoding.Latin1.GetString(message.Slice(position, length)));
            position += length;
        }

        return false;
    }

    private static ushort Word(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);

    private static void WriteWord(ArrayBufferWriter<byte> output, ushort word)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), word);
        output.Advance(2);
    }
}
