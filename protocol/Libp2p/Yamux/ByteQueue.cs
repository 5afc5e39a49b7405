using System.Buffers;

namespace P2PProver.Libp2p.Yamux;

/// <summary>Bytes in, the same bytes out, in pooled segments that are given back as soon as they are read. Bounds are the owner's job.</summary>
internal sealed class ByteQueue
{
    private const int SegmentBytesMin = 512;
    private const int SegmentBytesMax = 16 * 1024;

    private readonly Queue<byte[]> _segments = new();
    private byte[]? _last;
    private int _start;
    private int _end;

    /// <summary>The number of bytes that wait.</summary>
    public int Length { get; private set; }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_last is null || _end == _last.Length)
            {
                _last = ArrayPool<byte>.Shared.Rent(Math.Clamp(bytes.Length, SegmentBytesMin, SegmentBytesMax));
                _segments.Enqueue(_last);
                _end = 0;
            }

            int step = Math.Min(bytes.Length, _last.Length - _end);
            bytes[..step].CopyTo(_last.AsSpan(_end));
            _end += step;
            bytes = bytes[step..];
        }
    }

    /// <summary>Takes bytes from the front, as many as there are and fit.</summary>
    public int Read(Span<byte> destination)
    {
        int read = 0;
        while (read < destination.Length && Length > 0)
        {
            byte[] first = _segments.Peek();
            int end = ReferenceEquals(first, _last) ? _end : first.Length;
            int step = Math.Min(destination.Length - read, end - _start);
            first.AsSpan(_start, step).CopyTo(destination[read..]);
            read += step;
            _start += step;
            Length -= step;
            if (_start == end)
            {
                DropFirst();
            }
        }

        return read;
    }

    /// <summary>Forgets all bytes.</summary>
    public void Clear()
    {
        while (_segments.Count > 0)
        {
            DropFirst();
        }

        Length = 0;
    }

    private void DropFirst()
    {
        byte[] first = _segments.Dequeue();
        if (ReferenceEquals(first, _last))
        {
            _last = null;
        }

        _start = 0;
        ArrayPool<byte>.Shared.Return(first);
    }
}
