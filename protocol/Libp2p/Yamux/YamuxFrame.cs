using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace P2PProver.Libp2p.Yamux;

/// <summary>The header of a frame: version 0, type, flags, stream, and a length whose meaning depends on the type; all big-endian.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct YamuxFrame(YamuxType Type, YamuxFlags Flags, uint Stream, uint Length)
{
    public const int Bytes = 12;

    private const YamuxFlags KnownFlags = YamuxFlags.Syn | YamuxFlags.Ack | YamuxFlags.Fin | YamuxFlags.Rst;

    /// <summary>Reads a header; false for another version, type or flag.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out YamuxFrame frame)
    {
        frame = new YamuxFrame(
            (YamuxType)bytes[1],
            (YamuxFlags)BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));
        return bytes[0] == 0 && frame.Type <= YamuxType.GoAway && (frame.Flags & ~KnownFlags) == YamuxFlags.None;
    }

    public void Write(Span<byte> bytes)
    {
        bytes[0] = 0;
        bytes[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)Flags);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Stream);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Length);
    }
}
