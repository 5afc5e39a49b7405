using System.Buffers;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Protocols;

/// <summary>Messages on a stream, each behind its length as a varint.</summary>
public static class StreamMessages
{
    /// <summary>Reads until the buffer is full; false if the stream ends before.</summary>
    public static async ValueTask<bool> TryReadExactlyAsync(this MuxedStream stream, Memory<byte> destination, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        while (!destination.IsEmpty)
        {
            int read = await stream.ReadAsync(destination, cancel);
            if (read == 0)
            {
                return false;
            }

            destination = destination[read..];
        }

        return true;
    }

    /// <summary>
    /// Reads one message of at most so many bytes; null for a longer one, a malformed length, and a stream that ends inside. Memory is taken as
    /// bytes arrive, not as the length promises.
    /// </summary>
    public static async ValueTask<byte[]?> ReadMessageAsync(this MuxedStream stream, int bytesMax, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] prefix = new byte[Varint.BytesMax];
        ulong length = 0;
        ReadStatus status = ReadStatus.NeedMore;
        for (int i = 0; status == ReadStatus.NeedMore; i++)
        {
            if (!await stream.TryReadExactlyAsync(prefix.AsMemory(i, 1), cancel))
            {
                return null;
            }

            status = Varint.TryRead(prefix.AsSpan(0, i + 1), out length, out _);
        }

        if (status == ReadStatus.Malformed || length > (ulong)bytesMax)
        {
            return null;
        }

        ArrayBufferWriter<byte> message = new();
        while (message.WrittenCount < (int)length)
        {
            Memory<byte> room = message.GetMemory();
            int read = await stream.ReadAsync(room[..Math.Min(room.Length, (int)length - message.WrittenCount)], cancel);
            if (read == 0)
            {
                return null;
            }

            message.Advance(read);
        }

        return message.WrittenSpan.ToArray();
    }

    /// <summary>Writes one message.</summary>
    public static ValueTask WriteMessageAsync(this MuxedStream stream, ReadOnlySpan<byte> message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArrayBufferWriter<byte> bytes = new(message.Length + Varint.BytesMax);
        Varint.WritePrefixed(bytes, message);
        return stream.WriteAsync(bytes.WrittenMemory, cancel);
    }
}
