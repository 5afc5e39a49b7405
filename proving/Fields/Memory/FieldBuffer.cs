using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// A block of words in native memory, aligned to 64 bytes, lent by a <see cref="FieldBufferPool"/>. Disposing returns it.
/// </summary>
/// <remarks>
/// There is no finalizer: kernels hold the raw pointer, so memory must not go away while it is merely unreachable. A buffer that is
/// never disposed shows as <see cref="FieldBufferPool.BytesInUse"/> that does not return to zero.
/// </remarks>
public sealed unsafe class FieldBuffer : IDisposable
{
    private readonly FieldBufferPool _pool;
    private FieldBufferPool.Block _block;

    internal FieldBuffer(FieldBufferPool pool, FieldBufferPool.Block block, nint length)
    {
        _pool = pool;
        _block = block;
        Length = length;
    }

    /// <summary>Number of words.</summary>
    public nint Length { get; }

    /// <summary>The first word.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been returned.</exception>
    public uint* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_block.Address == 0, this);
            return (uint*)_block.Address;
        }
    }

    /// <summary>All words as one span.</summary>
    /// <exception cref="OverflowException">There are more words than a span can address.</exception>
    public Span<uint> Span => new(Pointer, checked((int)Length));

    public void Clear()
    {
        // SAFETY: the block holds at least Length words.
        NativeMemory.Clear(Pointer, (nuint)Length * sizeof(uint));
    }

    public void Dispose()
    {
        FieldBufferPool.Block block = _block;
        if (block.Address != 0)
        {
            _block = default;
            _pool.Return(block);
        }
    }
}
