using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// Lends blocks of native memory and keeps returned ones for reuse, since fresh pages of a large matrix cost more than filling it.
/// Shapes in this system are fixed, so blocks are reused for sizes that waste at most an eighth. Safe for concurrent use.
/// </summary>
public sealed unsafe class FieldBufferPool
{
    private const nuint Alignment = 64;
    private const int WasteDivisor = 8;

    private readonly Lock _lock = new();
    private readonly List<Block> _idle = [];
    private long _bytesInUse;
    private long _bytesIdle;
    private long _peakBytes;

    /// <summary>The pool of the process.</summary>
    public static FieldBufferPool Shared { get; } = new();

    /// <summary>Bytes of blocks that are lent out.</summary>
    public long BytesInUse
    {
        get
        {
            lock (_lock)
            {
                return _bytesInUse;
            }
        }
    }

    /// <summary>Bytes of blocks kept for reuse.</summary>
    public long BytesIdle
    {
        get
        {
            lock (_lock)
            {
                return _bytesIdle;
            }
        }
    }

    /// <summary>The most bytes, lent or idle, that the pool has held since its construction or <see cref="ResetPeak"/>.</summary>
    public long PeakBytes
    {
        get
        {
            lock (_lock)
            {
                return _peakBytes;
            }
        }
    }

    /// <summary>Lends a buffer of length words.</summary>
    /// <param name="length">Number of words, zero allowed.</param>
    /// <param name="clear">Whether the words are zero; otherwise they are whatever the block held before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OutOfMemoryException">The operating system refuses.</exception>
    public FieldBuffer Rent(nint length, bool clear = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint bytes = checked((((nuint)length * sizeof(uint)) + Alignment - 1) / Alignment * Alignment);
        FieldBuffer buffer = new(this, Take(nuint.Max(bytes, Alignment)), length);
        if (clear)
        {
            buffer.Clear();
        }

        return buffer;
    }

    /// <summary>Frees all idle blocks.</summary>
    public void Trim()
    {
        Block[] blocks;
        lock (_lock)
        {
            blocks = [.. _idle];
            _idle.Clear();
            _bytesIdle = 0;
        }

        foreach (Block block in blocks)
        {
            // SAFETY: an idle block has no other owner and came from AlignedAlloc.
            NativeMemory.AlignedFree((void*)block.Address);
        }
    }

    /// <summary>Starts a new measurement of <see cref="PeakBytes"/> at the present holdings.</summary>
    public void ResetPeak()
    {
        lock (_lock)
        {
            _peakBytes = _bytesInUse + _bytesIdle;
        }
    }

    internal void Return(Block block)
    {
        lock (_lock)
        {
            _bytesInUse -= block.Bytes;
            _bytesIdle += block.Bytes;
            _idle.Add(block);
        }
    }

    private Block Take(nuint bytes)
    {
        lock (_lock)
        {
            int best = FindIdle((long)bytes);
            if (best >= 0)
            {
                Block block = _idle[best];
                _idle.RemoveAt(best);
                _bytesIdle -= block.Bytes;
                _bytesInUse += block.Bytes;
                return block;
            }
        }

        Block fresh = new((nint)NativeMemory.AlignedAlloc(bytes, Alignment), (long)bytes);
        lock (_lock)
        {
            _bytesInUse += fresh.Bytes;
            _peakBytes = long.Max(_peakBytes, _bytesInUse + _bytesIdle);
        }

        return fresh;
    }

    /// <summary>The index of the smallest idle block that is large enough and not wasteful, or -1.</summary>
    private int FindIdle(long bytes)
    {
        int best = -1;
        long bestBytes = bytes + (bytes / WasteDivisor) + 1;
        for (int i = 0; i < _idle.Count; i++)
        {
            if (_idle[i].Bytes >= bytes && _idle[i].Bytes < bestBytes)
            {
                best = i;
                bestBytes = _idle[i].Bytes;
            }
        }

        return best;
    }

    /// <summary>A native allocation.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Block(nint Address, long Bytes);
}
