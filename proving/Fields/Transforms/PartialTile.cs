using System.Runtime.CompilerServices;

namespace P2PProver.Fields;

/// <summary>A tile of fewer columns than lanes; the other lanes are zeros, which transforms keep, and are not written.</summary>
internal readonly unsafe struct PartialTile<T>(int lanes) : ITileAccess<T>
    where T : unmanaged, IPacked<T>
{
    private readonly int _lanes = lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Load(uint* source)
    {
        return T.LoadPartial(source, _lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T value, uint* destination)
    {
        T.StorePartial(value, destination, _lanes);
    }
}
