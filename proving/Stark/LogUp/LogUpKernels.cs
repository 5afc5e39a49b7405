using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The extension arithmetic of LogUp over a block: lane i of every register belongs to row i of its vector. The scalar twin is the
/// same code over <see cref="Packed1"/>.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal static unsafe class LogUpKernels<T>
    where T : unmanaged, IPacked<T>
{
    private const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>destination = -source.</summary>
    [MethodImpl(Kernel)]
    internal static void Negate(T* destination, T* source, nint count)
    {
        // SAFETY: here and in all kernels of this class, arguments point to count vectors of the worker's memory.
        for (nint v = 0; v < count; v++)
        {
            destination[v] = T.Zero - source[v];
        }
    }

    /// <summary>Gathers an extension column from its five base columns.</summary>
    [MethodImpl(Kernel)]
    internal static void Gather(PackedExt5<T>* destination, uint* columns, nint columnStride, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            nint row = v * T.Lanes;
            destination[v] = new PackedExt5<T>(
                T.Load(in columns[row]),
                T.Load(in columns[row + columnStride]),
                T.Load(in columns[row + (2 * columnStride)]),
                T.Load(in columns[row + (3 * columnStride)]),
                T.Load(in columns[row + (4 * columnStride)]));
        }
    }

    /// <summary>destination = d f - m.</summary>
    [MethodImpl(Kernel)]
    internal static void Single(
        PackedExt5<T>* destination, PackedExt5<T>* d, T* m, PackedExt5<T>* f, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            destination[v] = (d[v] * f[v]) - m[v];
        }
    }

    /// <summary>destination = d2 (d1 f - m1) - m2 d1, in place of d1 f - m1.</summary>
    [MethodImpl(Kernel)]
    internal static void Pair(
        PackedExt5<T>* destination, PackedExt5<T>* d1, PackedExt5<T>* d2, T* m2, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            destination[v] = (d2[v] * destination[v]) - d1[v].MulBase(m2[v]);
        }
    }

    /// <summary>destination += source.</summary>
    [MethodImpl(Kernel)]
    internal static void Add(PackedExt5<T>* destination, PackedExt5<T>* source, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            destination[v] += source[v];
        }
    }

    /// <summary>destination = (a - b) s.</summary>
    [MethodImpl(Kernel)]
    internal static void SelectedDifference(
        PackedExt5<T>* destination, PackedExt5<T>* a, PackedExt5<T>* b, T* s, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            destination[v] = (a[v] - b[v]).MulBase(s[v]);
        }
    }

    /// <summary>destination = m2 d1 + m1 d2: the numerator of m1/d1 + m2/d2.</summary>
    [MethodImpl(Kernel)]
    internal static void Numerator(
        PackedExt5<T>* destination, PackedExt5<T>* d1, T* m1, PackedExt5<T>* d2, T* m2, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            destination[v] = d1[v].MulBase(m2[v]) + d2[v].MulBase(m1[v]);
        }
    }

    /// <summary>destination = a b.</summary>
    [MethodImpl(Kernel)]
    internal static void Multiply(PackedExt5<T>* destination, PackedExt5<T>* a, PackedExt5<T>* b, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            destination[v] = a[v] * b[v];
        }
    }

    /// <summary>destination = a b, for base field factors b.</summary>
    [MethodImpl(Kernel)]
    internal static void MultiplyBase(PackedExt5<T>* destination, PackedExt5<T>* a, T* b, nint count)
    {
        for (nint v = 0; v < count; v++)
        {
            destination[v] = a[v].MulBase(b[v]);
        }
    }
}
