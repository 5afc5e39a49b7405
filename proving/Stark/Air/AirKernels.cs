using System.Diagnostics;
using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// One loop an opcode. Vector i of an operand holds rows i * Lanes to (i + 1) * Lanes - 1 of the block, one row a lane; the scalar twin
/// is the same code over <see cref="Packed1"/>. A destination may be one of the operands.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal static unsafe class AirKernels<T>
    where T : unmanaged, IPacked<T>
{
    private const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    private interface IOperation
    {
        /// <summary>One vector of the result; k is the uniform in every lane, word the same as a single word.</summary>
        static abstract T Apply(T a, T b, T c, T k, uint word);
    }

    /// <summary>The kernel of an opcode for a given uniform: sums and shifts where they replace a multiplication.</summary>
    internal static delegate*<BoundInstruction*, nint, void> Of(AirOpcode opcode, KoalaBear uniform)
    {
        delegate*<BoundInstruction*, nint, void> special =
            opcode == AirOpcode.MultiplyUniformAdd ? SmallFactorKernels<T>.MultiplyAdd(uniform) : null;
        return special is null ? General(opcode) : special;
    }

    private static delegate*<BoundInstruction*, nint, void> General(AirOpcode opcode) => opcode switch
    {
        AirOpcode.Copy => &Unary<Copy>,
        AirOpcode.Broadcast => &Fill<Broadcast>,
        AirOpcode.Add => &Binary<Add>,
        AirOpcode.Subtract => &Binary<Subtract>,
        AirOpcode.Multiply => &Binary<Multiply>,
        AirOpcode.AddUniform => &Unary<AddUniform>,
        AirOpcode.UniformSubtract => &Unary<UniformSubtract>,
        AirOpcode.MultiplyUniform => &Unary<MultiplyUniform>,
        AirOpcode.Add3 => &Ternary<Add3>,
        AirOpcode.AddSubtract => &Ternary<AddSubtract>,
        AirOpcode.Subtract3 => &Ternary<Subtract3>,
        AirOpcode.MultiplyAdd => &Ternary<MultiplyAdd>,
        AirOpcode.NegatedMultiplyAdd => &Ternary<NegatedMultiplyAdd>,
        AirOpcode.MultiplySubtract => &Ternary<MultiplySubtract>,
        AirOpcode.MultiplyUniformAdd => &Binary<MultiplyUniformAdd>,
        AirOpcode.MultiplyDifference => &Ternary<MultiplyDifference>,
        AirOpcode.MultiplySumUniform => &Binary<MultiplySumUniform>,
        AirOpcode.Cube => &Unary<Cube>,
        AirOpcode.AddUniformCube => &Unary<AddUniformCube>,
        AirOpcode.SubtractAddUniformCube => &Binary<SubtractAddUniformCube>,
        _ => throw new UnreachableException(),
    };

    /// <summary>The word that a kernel wants for a uniform.</summary>
    internal static uint UniformWord(AirOpcode opcode, KoalaBear value) => opcode switch
    {
        // The S-box takes its constant less p, which saves a correction of the sum.
        AirOpcode.AddUniformCube or AirOpcode.SubtractAddUniformCube => value.Montgomery - MontgomeryWord.P,
        _ => value.Montgomery,
    };

    [MethodImpl(Kernel)]
    private static void Fill<TOperation>(BoundInstruction* i, nint count)
        where TOperation : struct, IOperation
    {
        T* d = (T*)i->D;
        uint word = i->K;
        T k = T.Broadcast(word);

        // SAFETY: here and in the other shapes, each operand that an opcode has points to count vectors of the worker's memory.
        for (nint v = 0; v < count; v++)
        {
            d[v] = TOperation.Apply(default, default, default, k, word);
        }
    }

    [MethodImpl(Kernel)]
    private static void Unary<TOperation>(BoundInstruction* i, nint count)
        where TOperation : struct, IOperation
    {
        T* d = (T*)i->D;
        T* a = (T*)i->A;
        uint word = i->K;
        T k = T.Broadcast(word);
        for (nint v = 0; v < count; v++)
        {
            d[v] = TOperation.Apply(a[v], default, default, k, word);
        }
    }

    [MethodImpl(Kernel)]
    private static void Binary<TOperation>(BoundInstruction* i, nint count)
        where TOperation : struct, IOperation
    {
        T* d = (T*)i->D;
        T* a = (T*)i->A;
        T* b = (T*)i->B;
        uint word = i->K;
        T k = T.Broadcast(word);
        for (nint v = 0; v < count; v++)
        {
            d[v] = TOperation.Apply(a[v], b[v], default, k, word);
        }
    }

    [MethodImpl(Kernel)]
    private static void Ternary<TOperation>(BoundInstruction* i, nint count)
        where TOperation : struct, IOperation
    {
        T* d = (T*)i->D;
        T* a = (T*)i->A;
        T* b = (T*)i->B;
        T* c = (T*)i->C;
        uint word = i->K;
        T k = T.Broadcast(word);
        for (nint v = 0; v < count; v++)
        {
            d[v] = TOperation.Apply(a[v], b[v], c[v], k, word);
        }
    }

    private readonly struct Copy : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a;
    }

    private readonly struct Broadcast : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => k;
    }

    private readonly struct Add : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a + b;
    }

    private readonly struct Subtract : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a - b;
    }

    private readonly struct Multiply : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a * b;
    }

    private readonly struct AddUniform : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a + k;
    }

    private readonly struct UniformSubtract : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => k - a;
    }

    private readonly struct MultiplyUniform : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => T.MulScalar(a, word);
    }

    private readonly struct Add3 : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a + (b + c);
    }

    private readonly struct AddSubtract : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a + (b - c);
    }

    private readonly struct Subtract3 : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a - b - c;
    }

    private readonly struct MultiplyAdd : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a + (b * c);
    }

    private readonly struct NegatedMultiplyAdd : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a - (b * c);
    }

    private readonly struct MultiplySubtract : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => (b * c) - a;
    }

    private readonly struct MultiplyUniformAdd : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a + T.MulScalar(b, word);
    }

    private readonly struct MultiplyDifference : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a * (b - c);
    }

    private readonly struct MultiplySumUniform : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a * (b + k);
    }

    private readonly struct Cube : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a * a * a;
    }

    private readonly struct AddUniformCube : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => T.AddRcCube(a, k);
    }

    private readonly struct SubtractAddUniformCube : IOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply(T a, T b, T c, T k, uint word) => a - T.AddRcCube(b, k);
    }
}
