using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Native memory of one worker, aligned to 64 bytes, returned to the pool all at once.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    private readonly List<FieldBuffer> _buffers = [];

    public void Dispose()
    {
        foreach (FieldBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }

    /// <summary>Room for a number of words, zeroed; a null pointer for none.</summary>
    internal uint* Words(nint count) => (uint*)Bytes(count * sizeof(uint));

    /// <summary>Room for a number of values of an unmanaged type, zeroed; a null pointer for none.</summary>
    internal TValue* Values<TValue>(nint count)
        where TValue : unmanaged => (TValue*)Bytes(count * sizeof(TValue));

    private void* Bytes(nint bytes)
    {
        if (bytes == 0)
        {
            return null;
        }

        FieldBuffer buffer = FieldBufferPool.Shared.Rent((bytes + sizeof(uint) - 1) / sizeof(uint), clear: true);
        _buffers.Add(buffer);
        return buffer.Pointer;
    }
}
