using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Poseidon2 over KoalaBear with sixteen elements (Grassi, Khovratovich, Schofnegger, eprint 2023/323): S-box x^3, 4 + 4 external
/// rounds, 20 internal rounds, constants from the Grain LFSR; Plonky3's default instance.
/// </summary>
/// <remarks>
/// Scalar and packed forms are one generic kernel, compiled for each packed type. It is cut into methods of few enough operations
/// for the JIT to inline them all (512 locals a method); they pass the state through memory, which stays in the first-level cache.
/// </remarks>
public readonly partial struct Poseidon2W16 : IPermutation<Poseidon2W16>
{
    /// <summary>Elements of the state.</summary>
    public const int StateWidth = 16;

    /// <summary>External rounds, half before and half after the internal ones.</summary>
    public const int ExternalRounds = 8;

    /// <summary>Internal rounds. With x^3 fewer than 20 are attackable.</summary>
    public const int InternalRounds = 20;

    private const int HalfExternalRounds = ExternalRounds / 2;

    /// <summary>All constants in the order of their use, each as Montgomery word minus p: what the fused S-box takes.</summary>
    private static readonly uint[] Prepared = PrepareConstants();

    public static int Width => StateWidth;

    public static string Name => "poseidon2-16";

    public static void Permute(Span<KoalaBear> state)
    {
        PermutePacked(StateWidths.OneState(state));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void PermutePacked<T>(Span<T> states)
        where T : unmanaged, IPacked<T>
    {
        int batches = StateWidths.Batches(states.Length);
        fixed (T* first = states)
        fixed (uint* constants = Prepared)
        {
            // SAFETY: there are batches * 16 registers, and the table holds the constants of all 28 rounds.
            for (int batch = 0; batch + 2 <= batches; batch += 2)
            {
                PermutePair(first + (batch * StateWidth), constants);
            }

            if ((batches & 1) != 0)
            {
                PermuteOne(first + ((batches - 1) * StateWidth), constants);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PermuteOne<T>(T* state, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        MixFours(state);
        MixColumns(state);
        uint* next = constants;
        for (int round = 0; round < HalfExternalRounds; round++, next += StateWidth)
        {
            SubstituteAndMixFours(state, next);
            MixColumns(state);
        }

        Internal(state, next);
        next += InternalRounds;
        for (int round = 0; round < HalfExternalRounds; round++, next += StateWidth)
        {
            SubstituteAndMixFours(state, next);
            MixColumns(state);
        }
    }

    /// <summary>Two batches: the second one's external rounds start while results of the first are still under way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PermutePair<T>(T* states, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        T* other = states + StateWidth;
        MixFours(states);
        MixFours(other);
        MixColumns(states);
        MixColumns(other);
        uint* next = constants;
        for (int round = 0; round < HalfExternalRounds; round++, next += StateWidth)
        {
            ExternalRoundPair(states, other, next);
        }

        Internal(states, next);
        Internal(other, next);
        next += InternalRounds;
        for (int round = 0; round < HalfExternalRounds; round++, next += StateWidth)
        {
            ExternalRoundPair(states, other, next);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void ExternalRoundPair<T>(T* states, T* other, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        SubstituteAndMixFours(states, constants);
        SubstituteAndMixFours(other, constants);
        MixColumns(states);
        MixColumns(other);
    }

    private static uint[] PrepareConstants()
    {
        uint[] prepared = [.. InitialConstants, .. InternalConstants, .. TerminalConstants];
        for (int i = 0; i < prepared.Length; i++)
        {
            prepared[i] = unchecked(KoalaBear.FromCanonical(prepared[i]).Montgomery - KoalaBear.Modulus);
        }

        return prepared;
    }
}
