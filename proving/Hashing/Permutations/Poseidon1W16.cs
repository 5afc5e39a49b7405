using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Poseidon over KoalaBear with sixteen elements (Grassi, Khovratovich, Rechberger, Roy, Schofnegger, eprint 2019/458): S-box x^3,
/// 4 + 4 full rounds, 20 partial rounds, circulant MDS matrix, constants from the Grain LFSR; the instance of leanSpec and Plonky3.
/// </summary>
/// <remarks>
/// <para>Definition: each round adds sixteen constants, cubes all elements (in partial rounds element 0 alone), and multiplies by the matrix.</para>
/// <para>
/// Full rounds multiply by the matrix of small integers through 16-bit digits (<see cref="DigitMatrix{TVector, TOps}"/>). Partial rounds
/// use matrices with one dense row and one dense column (appendix B of the paper), four rounds at a time
/// (<see cref="Poseidon1Schedule"/>). All of it is one generic kernel; methods are cut for the JIT as in <see cref="Poseidon2W16"/>.
/// </para>
/// </remarks>
public readonly partial struct Poseidon1W16 : IPermutation<Poseidon1W16>
{
    /// <summary>Elements of the state.</summary>
    public const int StateWidth = 16;

    /// <summary>Full rounds, half before and half after the partial ones.</summary>
    public const int FullRounds = 8;

    /// <summary>Partial rounds. With x^3 fewer than 20 are attackable.</summary>
    public const int PartialRounds = 20;

    private const int HalfFullRounds = FullRounds / 2;

    private static readonly uint[] Schedule = Poseidon1Schedule.Build();

    public static int Width => StateWidth;

    public static string Name => "poseidon1-16";

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
        fixed (uint* schedule = Schedule)
        {
            // SAFETY: there are batches * 16 registers, and the schedule holds the constants of all 28 rounds.
            for (int batch = 0; batch < batches; batch += 2)
            {
                PermuteBatches(first + (batch * StateWidth), int.Min(2, batches - batch), schedule);
            }
        }
    }

    /// <summary>One or two batches, step by step in turn: the second hides the latencies of the first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PermuteBatches<T>(T* states, nint batches, uint* schedule)
        where T : unmanaged, IPacked<T>
    {
        T* end = states + (batches * StateWidth);
        uint* next = schedule;
        for (int round = 0; round < HalfFullRounds; round++, next += StateWidth)
        {
            for (T* state = states; state < end; state += StateWidth)
            {
                Substitute(state, next);
                if (round < HalfFullRounds - 1)
                {
                    Mix(state);
                }
            }
        }

        for (T* state = states; state < end; state += StateWidth)
        {
            MixIntoPartialRounds(state, next);
        }

        next += StateWidth * StateWidth;
        for (int block = 0; block < Poseidon1Schedule.Blocks; block++, next += Poseidon1Schedule.BlockWords)
        {
            for (T* state = states; state < end; state += StateWidth)
            {
                PartialBlock(state, next);
            }
        }

        for (int round = 0; round < HalfFullRounds; round++, next += StateWidth)
        {
            for (T* state = states; state < end; state += StateWidth)
            {
                Substitute(state, next);
                Mix(state);
            }
        }
    }
}
