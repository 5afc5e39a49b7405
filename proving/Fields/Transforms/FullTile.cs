using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>A tile of as many columns as there are lanes.</summary>
internal readonly unsafe struct FullTile<T> : ITileAccess<T>
    where T : unmanaged, IPacked<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Load(uint* source)
    {
        return T.Load(in *source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T value, uint* destination)
    {
        T.Store(value, ref *destination);
    }
}
