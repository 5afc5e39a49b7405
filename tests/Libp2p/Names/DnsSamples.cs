using System.Buffers.Binary;
using System.Text;

namespace P2PProver.Libp2p.Tests.Names;

/// <summary>Answers of a name server, written here byte by byte.</summary>
internal static class DnsSamples
{
    /// <summary>An answer with text records; the names of the records are pointers to the question.</summary>
    public static byte[] Answer(ushort id, string name, params string[] texts)
    {
        List<byte> message = [(byte)(id >> 8), (byte)id, 0x81, 0x80, 0, 1, 0, (byte)texts.Length, 0, 0, 0, 0];
        foreach (string label in name.Split('.'))
        {
            message.AddRange([(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]);
        }

        message.AddRange([0, 0, 16, 0, 1]);
        foreach (string text in texts)
        {
            byte[] whole = Encoding.UTF8.GetBytes(text);
            List<byte> data = [];
            for (int at = 0; at < whole.Length; at += 255)
            {
                byte[] piece = whole[at..Math.Min(whole.Length, at + 255)];
                data.AddRange([(byte)piece.Length, .. piece]);
            }

            byte[] length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)data.Count);
            message.AddRange([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, .. length, .. data]);
        }

        return [.. message];
    }
}
