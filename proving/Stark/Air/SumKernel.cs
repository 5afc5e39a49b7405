using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Sums of many terms: multiples and products go into wide accumulators that are reduced once a vector, the others are added as they
/// are. Vector i of an operand holds rows i * Lanes to (i + 1) * Lanes - 1 of the block; the scalar twin is the same code over
/// <see cref="Packed1"/>.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal static unsafe class SumKernel<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>An instruction: D the destination, A the <see cref="Operands"/>, K the constant.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Run(BoundInstruction* i, nint count)
    {
        T* d = (T*)i->D;
        Operands* operands = (Operands*)i->A;
        T constant = T.Broadcast(i->K);
        bool hasProducts = operands->Weighted + operands->Products + operands->NegatedProducts > 0;

        // SAFETY: the lists are as long as their counts say, and each operand points to count vectors of the worker's memory.
        for (nint v = 0; v < count; v++)
        {
            T sum = Plain(operands, constant, v);
            d[v] = hasProducts ? sum + Products(operands, v) : sum;
        }
    }

    /// <summary>The constant and the terms that are no products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Plain(Operands* operands, T constant, nint v)
    {
        T sum = constant;
        T** x = operands->X;
        T** end = x + operands->Plus;
        for (; x < end; x++)
        {
            sum += (*x)[v];
        }

        end += operands->Minus;
        for (; x < end; x++)
        {
            sum -= (*x)[v];
        }

        return sum;
    }

    /// <summary>The sum of multiples and products, less that of negated products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Products(Operands* operands, nint v)
    {
        T even = default;
        T odd = default;
        T** x = operands->X + operands->Plus + operands->Minus;
        AddWeighted(ref even, ref odd, x, operands->Weights, operands->Weighted, v);
        x += operands->Weighted;
        AddProducts(ref even, ref odd, x, operands->Y, operands->Products, v);
        T sum = T.ReduceWide(even, odd);
        if (operands->NegatedProducts == 0)
        {
            return sum;
        }

        even = default;
        odd = default;
        AddProducts(ref even, ref odd, x + operands->Products, operands->Y + operands->Products, operands->NegatedProducts, v);
        return sum - T.ReduceWide(even, odd);
    }

    /// <summary>Two terms a step, the most that an accumulator takes between folds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWeighted(ref T even, ref T odd, T** x, T* weights, nint terms, nint v)
    {
        nint i = 0;
        for (; i + 2 <= terms; i += 2)
        {
            T a = x[i][v];
            T b = x[i + 1][v];
            T.MultiplyAdd(ref even, ref odd, a, T.OddLanes(a), weights[i], weights[i]);
            T.MultiplyAdd(ref even, ref odd, b, T.OddLanes(b), weights[i + 1], weights[i + 1]);
            T.FoldWide(ref even, ref odd);
        }

        if (i < terms)
        {
            T a = x[i][v];
            T.MultiplyAdd(ref even, ref odd, a, T.OddLanes(a), weights[i], weights[i]);
            T.FoldWide(ref even, ref odd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts(ref T even, ref T odd, T** x, T** y, nint terms, nint v)
    {
        for (nint i = 0; i < terms; i++)
        {
            T a = x[i][v];
            T b = y[i][v];
            T.MultiplyAdd(ref even, ref odd, a, T.OddLanes(a), b, T.OddLanes(b));
            T.FoldWide(ref even, ref odd);
        }
    }

    /// <summary>The operands of a sum: for every kind how many, then x of every term in the order of kinds, y of the products.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Operands
    {
        internal nint Plus;
        internal nint Minus;
        internal nint Weighted;
        internal nint Products;
        internal nint NegatedProducts;
        internal T** X;
        internal T** Y;

        /// <summary>The weights, each in every lane.</summary>
        internal T* Weights;

        /// <summary>Counts a term, and keeps its weight or second factor. Terms come in the order of kinds.</summary>
        internal void Add(SumTermKind kind, T* y, T weight)
        {
            switch (kind)
            {
                case SumTermKind.Plus:
                    Plus++;
                    break;
                case SumTermKind.Minus:
                    Minus++;
                    break;
                case SumTermKind.Weighted:
                    Weights[Weighted++] = weight;
                    break;
                case SumTermKind.Product:
                    Y[Products++] = y;
                    break;
                default:
                    Y[Products + NegatedProducts++] = y;
                    break;
            }
        }
    }
}
