using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>The constants of <see cref="Poseidon1Factors"/> in the form and order in which the kernel uses them.</summary>
/// <remarks>
/// In four rounds the other elements need not be updated one by one: round t sees s_j + sum_(u &lt; t) w_u,j x_u, and the second part
/// contributes c_t,u x_u with c_t,u = sum_j v_t,j w_u,j.
/// </remarks>
internal static class Poseidon1Schedule
{
    /// <summary>Partial rounds taken together.</summary>
    public const int BlockRounds = 4;

    /// <summary>Groups of partial rounds.</summary>
    public const int Blocks = Poseidon1W16.PartialRounds / BlockRounds;

    /// <summary>Where a block's sparse rows start: behind four round constants and six coefficients c.</summary>
    public const int RowOffset = BlockRounds + 6;

    /// <summary>Where a block's sparse columns start.</summary>
    public const int ColumnOffset = RowOffset + (BlockRounds * Rest);

    /// <summary>Words of a block.</summary>
    public const int BlockWords = ColumnOffset + (BlockRounds * Rest);

    private const int Width = Poseidon1W16.StateWidth;
    private const int Rest = Width - 1;
    private const int HalfFullRounds = Poseidon1W16.FullRounds / 2;

    /// <summary>
    /// The constants of four full rounds, the dense matrix by fours of rows, the blocks, and the constants of four full rounds.
    /// Round constants are Montgomery words minus p, as the fused S-box takes them; all others are Montgomery words.
    /// </summary>
    public static uint[] Build()
    {
        Poseidon1Factors factors = Poseidon1Factors.Instance;
        List<uint> schedule = [];
        for (int round = 0; round < HalfFullRounds; round++)
        {
            AddConstants(schedule, factors.InitialConstants(round));
        }

        AddDense(schedule, factors);
        for (int block = 0; block < Blocks; block++)
        {
            AddBlock(schedule, factors, block * BlockRounds);
        }

        for (int round = 0; round < HalfFullRounds; round++)
        {
            AddConstants(schedule, factors.TerminalConstants(round));
        }

        return [.. schedule];
    }

    private static uint MinusP(KoalaBear constant)
    {
        return unchecked(constant.Montgomery - KoalaBear.Modulus);
    }

    private static void AddConstants(List<uint> schedule, ReadOnlySpan<KoalaBear> constants)
    {
        foreach (KoalaBear constant in constants)
        {
            schedule.Add(MinusP(constant));
        }
    }

    private static void AddDense(List<uint> schedule, Poseidon1Factors factors)
    {
        for (int row = 0; row < Width; row += BlockRounds)
        {
            for (int column = 0; column < Width; column++)
            {
                schedule.AddRange(Enumerable.Range(row, BlockRounds).Select(i => factors.Dense(i, column).Montgomery));
            }
        }
    }

    private static void AddBlock(List<uint> schedule, Poseidon1Factors factors, int first)
    {
        for (int t = 0; t < BlockRounds; t++)
        {
            schedule.Add(MinusP(factors.PartialConstant(first + t)));
        }

        for (int t = 1; t < BlockRounds; t++)
        {
            for (int u = 0; u < t; u++)
            {
                schedule.Add(Dot(factors.SparseRow(first + t), factors.SparseColumn(first + u)).Montgomery);
            }
        }

        for (int j = 0; j < Rest; j++)
        {
            schedule.AddRange(Enumerable.Range(first, BlockRounds).Select(t => factors.SparseRow(t)[j].Montgomery));
        }

        for (int j = 0; j < Rest; j++)
        {
            schedule.AddRange(Enumerable.Range(first, BlockRounds).Select(t => factors.SparseColumn(t)[j].Montgomery));
        }
    }

    private static KoalaBear Dot(ReadOnlySpan<KoalaBear> a, ReadOnlySpan<KoalaBear> b)
    {
        KoalaBear sum = KoalaBear.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
