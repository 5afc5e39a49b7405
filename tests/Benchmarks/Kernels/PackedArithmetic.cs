using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Benchmarks;

/// <summary>Products of arrays that lie in the first-level cache, at one instruction set.</summary>
internal sealed unsafe class PackedArithmetic : IDisposable
{
    private const int Words = 5 * 16 * 16;
    private const int Rounds = 100_000;

    private readonly InstructionSet _level;
    private readonly FieldBuffer _left = FieldBufferPool.Shared.Rent(Words);
    private readonly FieldBuffer _right = FieldBufferPool.Shared.Rent(Words);
    private readonly FieldBuffer _product = FieldBufferPool.Shared.Rent(Words);

    public PackedArithmetic(InstructionSet level, ulong seed)
    {
        _level = level;
        Prng prng = new(seed);
        for (int i = 0; i < Words; i++)
        {
            _left.Span[i] = prng.NextField().Montgomery;
            _right.Span[i] = prng.NextField().Montgomery;
        }
    }

    private enum Operation
    {
        BaseProducts,
        ExtensionProducts,
    }

    public Benchmark Products()
    {
        int rounds = _level == InstructionSet.Scalar ? Rounds / 10 : Rounds;
        return new(
            "field-multiply",
            $"{_level}, arrays of {Words} elements",
            "products",
            (double)rounds * Words,
            CheckProducts,
            () => Run(Operation.BaseProducts, rounds));
    }

    public Benchmark ExtensionProducts()
    {
        int rounds = _level == InstructionSet.Scalar ? Rounds / 10 : Rounds;
        return new(
            "ext5-multiply",
            $"{_level}, arrays of {Words / Ext5.Degree} elements",
            "products",
            (double)rounds * (Words / Ext5.Degree),
            CheckExtensionProducts,
            () => Run(Operation.ExtensionProducts, rounds));
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        _product.Dispose();
    }

    private void Run(Operation operation, int rounds)
    {
        Kernel kernel = new() { Left = _left.Pointer, Right = _right.Pointer, Product = _product.Pointer, Operation = operation, Rounds = rounds };
        SimdLevel.Run(_level, ref kernel);
    }

    private void CheckProducts()
    {
        Run(Operation.BaseProducts, 1);
        for (int i = 0; i < Words; i++)
        {
            KoalaBear expected = KoalaBear.FromMontgomery(_left.Span[i]) * KoalaBear.FromMontgomery(_right.Span[i]);
            if (_product.Span[i] != expected.Montgomery)
            {
                throw new InvalidOperationException($"product {i} is wrong");
            }
        }
    }

    private void CheckExtensionProducts()
    {
        Run(Operation.ExtensionProducts, 1);
        int lanes = _level switch
        {
            InstructionSet.Avx512 => Packed16.Lanes,
            InstructionSet.Avx2 => Packed8.Lanes,
            _ => Packed1.Lanes,
        };
        for (int i = 0; i < Words / Ext5.Degree; i++)
        {
            if (Element(_product, i, lanes) != Element(_left, i, lanes) * Element(_right, i, lanes))
            {
                throw new InvalidOperationException($"product {i} is wrong");
            }
        }
    }

    /// <summary>Element i of packed extension elements: blocks of five registers, one for each coefficient.</summary>
    private static Ext5 Element(FieldBuffer buffer, int i, int lanes)
    {
        KoalaBear[] coefficients = new KoalaBear[Ext5.Degree];
        for (int k = 0; k < Ext5.Degree; k++)
        {
            coefficients[k] = KoalaBear.FromMontgomery(buffer.Span[(((i / lanes * Ext5.Degree) + k) * lanes) + (i % lanes)]);
        }

        return new(coefficients);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Kernel : IPackedKernel
    {
        public required uint* Left { get; init; }

        public required uint* Right { get; init; }

        public required uint* Product { get; init; }

        public required Operation Operation { get; init; }

        public required int Rounds { get; init; }

        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            for (int round = 0; round < Rounds; round++)
            {
                if (Operation == Operation.BaseProducts)
                {
                    Multiply((T*)Left, (T*)Right, (T*)Product, Words / T.Lanes);
                }
                else
                {
                    Multiply((PackedExt5<T>*)Left, (PackedExt5<T>*)Right, (PackedExt5<T>*)Product, Words / Ext5.Degree / T.Lanes);
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private static void Multiply<T>(T* left, T* right, T* product, nint count)
            where T : unmanaged, IPacked<T>
        {
            for (nint i = 0; i < count; i++)
            {
                product[i] = left[i] * right[i];
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private static void Multiply<T>(PackedExt5<T>* left, PackedExt5<T>* right, PackedExt5<T>* product, nint count)
            where T : unmanaged, IPacked<T>
        {
            for (nint i = 0; i < count; i++)
            {
                PackedExt5<T>.Multiply(in left[i], in right[i], out product[i]);
            }
        }
    }
}
