using System.Numerics;
using System.Runtime.CompilerServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// The linear layers and constants of Poseidon2 with sixteen elements, over anything that adds and multiplies: expressions of a
/// circuit, packed traces, field elements. The native permutation is <see cref="Poseidon2W16"/>.
/// </summary>
public static class Poseidon2Layers
{
    /// <summary>Elements of the state.</summary>
    public const int Width = Poseidon2W16.StateWidth;

    /// <summary>External rounds before the internal ones, and again after them.</summary>
    public const int HalfExternalRounds = Poseidon2W16.ExternalRounds / 2;

    /// <summary>Internal rounds.</summary>
    public const int InternalRounds = Poseidon2W16.InternalRounds;

    private static readonly KoalaBear[] Initial = Elements(Poseidon2W16.InitialConstants);
    private static readonly KoalaBear[] Partial = Elements(Poseidon2W16.InternalConstants);
    private static readonly KoalaBear[] Terminal = Elements(Poseidon2W16.TerminalConstants);
    private static readonly KoalaBear[] DiagonalElements = CreateDiagonal();

    /// <summary>V = [-2, 1, 2, 1/2, 3, 4, -1/2, -3, -4, 2^-8, 1/8, 2^-24, -2^-8, -1/8, -1/16, -2^-24].</summary>
    public static ReadOnlySpan<KoalaBear> Diagonal => DiagonalElements;

    /// <summary>The sixteen constants of one of the first external rounds.</summary>
    public static ReadOnlySpan<KoalaBear> InitialRound(int round) => Initial.AsSpan(round * Width, Width);

    /// <summary>The constant of an internal round.</summary>
    public static KoalaBear InternalRound(int round) => Partial[round];

    /// <summary>The sixteen constants of one of the last external rounds.</summary>
    public static ReadOnlySpan<KoalaBear> TerminalRound(int round) => Terminal.AsSpan(round * Width, Width);

    /// <summary>The external layer circ(2 M4, M4, M4, M4) in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void External<T>(Span<T> state)
        where T : IAdditionOperators<T, T, T>
    {
        for (int i = 0; i < Width; i += 4)
        {
            MixFour(state.Slice(i, 4));
        }

        for (int i = 0; i < 4; i++)
        {
            T sum = (state[i] + state[i + 4]) + (state[i + 8] + state[i + 12]);
            for (int j = i; j < Width; j += 4)
            {
                state[j] += sum;
            }
        }
    }

    /// <summary>The internal layer s_i = sum(s) + V_i s_i in place.</summary>
    /// <param name="state">Sixteen elements.</param>
    /// <param name="diagonal">V in the same arithmetic.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Internal<T>(Span<T> state, ReadOnlySpan<T> diagonal)
        where T : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>
    {
        // The sum ends with the element that has just been substituted, so that nothing else waits for it.
        T sum = state[1];
        for (int i = 2; i < Width; i++)
        {
            sum += state[i];
        }

        sum += state[0];
        for (int i = 0; i < Width; i++)
        {
            state[i] = sum + (state[i] * diagonal[i]);
        }
    }

    /// <summary>M4 = [[2, 3, 1, 1], [1, 2, 3, 1], [1, 1, 2, 3], [3, 1, 1, 2]] in eleven additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixFour<T>(Span<T> s)
        where T : IAdditionOperators<T, T, T>
    {
        T ab = s[0] + s[1];
        T cd = s[2] + s[3];
        T abcd = ab + cd;
        T abbcd = abcd + s[1];
        T abcdd = abcd + s[3];
        (s[0], s[1], s[2], s[3]) = (abbcd + ab, abbcd + (s[2] + s[2]), abcdd + cd, abcdd + (s[0] + s[0]));
    }

    private static KoalaBear[] Elements(ReadOnlySpan<uint> canonical)
    {
        KoalaBear[] elements = new KoalaBear[canonical.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = KoalaBear.FromCanonical(canonical[i]);
        }

        return elements;
    }

    private static KoalaBear[] CreateDiagonal()
    {
        KoalaBear one = KoalaBear.One;
        KoalaBear half = one.Halve();
        KoalaBear three = KoalaBear.FromCanonical(3);
        KoalaBear four = KoalaBear.FromCanonical(4);
        KoalaBear eighth = half.Pow(3);
        return
        [
            -(one + one), one, one + one, half, three, four, -half, -three,
            -four, half.Pow(8), eighth, half.Pow(24), -half.Pow(8), -eighth, -half.Pow(4), -half.Pow(24),
        ];
    }
}
