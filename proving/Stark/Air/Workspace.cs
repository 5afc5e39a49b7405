using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Native memory of one worker, aligned to 64 bytes, cut from large blocks and returned to the pool all at once.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    private const nint BlockWords = 1 << 14;
    private const nint LineWords = 16;

    private readonly List<FieldBuffer> _buffers = [];
    private uint* _free;
    private nint _freeWords;

    public void Dispose()
    {
        foreach (FieldBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
        _freeWords = 0;
    }

    /// <summary>Room for a number of words, zeroed.</summary>
    internal uint* Words(nint count)
    {
        nint rounded = (count + LineWords - 1) / LineWords * LineWords;
        if (rounded > _freeWords)
        {
            FieldBuffer buffer = FieldBufferPool.Shared.Rent(nint.Max(rounded, BlockWords), clear: true);
            _buffers.Add(buffer);
            _free = buffer.Pointer;
            _freeWords = buffer.Length;
        }

        // SAFETY: the block has room for the rounded count behind the part that has been given out.
        uint* words = _free;
        _free += rounded;
        _freeWords -= rounded;
        return words;
    }

    /// <summary>Room for a number of values of an unmanaged type, zeroed.</summary>
    internal TValue* Values<TValue>(nint count)
        where TValue : unmanaged => (TValue*)Words(((count * sizeof(TValue)) + sizeof(uint) - 1) / sizeof(uint));
}
