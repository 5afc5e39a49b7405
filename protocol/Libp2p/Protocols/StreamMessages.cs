using System.Buffers;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Protocols;

/// <summary>Messages on a stream, each behind its length as a varint.</summary>
public static class StreamMessages
{
    private const int PieceBytes = 16 * 1024;

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
        (ReadStatus status, byte[] message) = await stream.ReadMessageOrStatusAsync(bytesMax, cancel);
        return status == ReadStatus.Done ? message : null;
    }

    /// <summary>As <see cref="ReadMessageAsync"/>, and tells a message that is not allowed from a stream that ends before it is whole.</summary>
    internal static async ValueTask<(ReadStatus Status, byte[] Message)> ReadMessageOrStatusAsync(this MuxedStream stream, int bytesMax, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        MessageAssembler assembler = new(bytesMax);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (assembler.Status == ReadStatus.NeedMore)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(0, Math.Min(assembler.BytesWanted, PieceBytes)), cancel);
                if (read == 0)
                {
                    break;
                }

                assembler.Receive(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (assembler.Status, assembler.Status == ReadStatus.Done ? assembler.Message.ToArray() : []);
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
