using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Derives, from the matrix and the round constants, the constants of Poseidon1 in the form and order in which the kernel uses them.
/// </summary>
/// <remarks>
/// <para>
/// A partial round adds constants to all elements but cubes only element 0. Constants of the other elements are moved through the matrix
/// into later rounds, so that each partial round keeps one, and the rest joins the constants of the first full round behind them.
/// </para>
/// <para>
/// A matrix L = [[a, v], [w, H]] is the product of [[a, v H^-1], [w, I]] and diag(1, H). The right factor does not touch element 0, so it
/// commutes with the S-box of element 0 and joins the matrix of the round before. From the last partial round to the first, every
/// matrix becomes sparse, and the last factor joins the full round before. Row 0 of every L is row 0 of the MDS matrix, so a = 1.
/// </para>
/// <para>
/// In four rounds the other elements need not be updated one by one: round t sees s_j + sum_(u &lt; t) w_u,j x_u, and the second part
/// contributes c_t,u x_u with c_t,u = sum_j v_t,j w_u,j.
/// </para>
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
    private const int FirstPartial = Poseidon1W16.FullRounds / 2;
    private const int AfterPartial = FirstPartial + Poseidon1W16.PartialRounds;

    /// <summary>
    /// The constants of four full rounds, the dense matrix by fours of rows, the blocks, and the constants of four full rounds.
    /// Round constants are Montgomery words minus p, as the fused S-box takes them; all others are Montgomery words.
    /// </summary>
    public static uint[] Build()
    {
        KoalaBear[,] mds = SquareMatrix.Circulant(Poseidon1W16.FirstRow);
        KoalaBear[][] constants = RoundConstants();
        KoalaBear[] single = MoveConstants(constants, mds);
        KoalaBear[,] dense = Sparsify(mds, out KoalaBear[][] rows, out KoalaBear[][] columns);

        List<uint> schedule = [];
        schedule.AddRange(constants[..FirstPartial].SelectMany(c => c).Select(MinusP));
        AddDense(schedule, dense);
        for (int block = 0; block < Blocks; block++)
        {
            Range rounds = (block * BlockRounds)..((block + 1) * BlockRounds);
            AddBlock(schedule, single[rounds], rows[rounds], columns[rounds]);
        }

        schedule.AddRange(constants[AfterPartial..].SelectMany(c => c).Select(MinusP));
        return [.. schedule];
    }

    private static uint MinusP(KoalaBear constant)
    {
        return unchecked(constant.Montgomery - KoalaBear.Modulus);
    }

    private static KoalaBear[][] RoundConstants()
    {
        KoalaBear[][] rounds = new KoalaBear[Poseidon1W16.FullRounds + Poseidon1W16.PartialRounds][];
        for (int round = 0; round < rounds.Length; round++)
        {
            rounds[round] = new KoalaBear[Width];
            for (int i = 0; i < Width; i++)
            {
                rounds[round][i] = KoalaBear.FromCanonical(Poseidon1W16.RoundConstants[(round * Width) + i]);
            }
        }

        return rounds;
    }

    /// <summary>The one constant of each partial round; the remainder is added to the round behind them.</summary>
    private static KoalaBear[] MoveConstants(KoalaBear[][] constants, KoalaBear[,] mds)
    {
        KoalaBear[] single = new KoalaBear[Poseidon1W16.PartialRounds];
        KoalaBear[] carried = new KoalaBear[Width];
        for (int round = 0; round < single.Length; round++)
        {
            for (int i = 0; i < Width; i++)
            {
                carried[i] += constants[FirstPartial + round][i];
            }

            single[round] = carried[0];
            carried[0] = KoalaBear.Zero;
            carried = SquareMatrix.Multiply(mds, carried);
        }

        for (int i = 0; i < Width; i++)
        {
            constants[AfterPartial][i] += carried[i];
        }

        return single;
    }

    /// <summary>Makes the matrix of every partial round sparse; returns the matrix of the full round before them.</summary>
    private static KoalaBear[,] Sparsify(KoalaBear[,] mds, out KoalaBear[][] rows, out KoalaBear[][] columns)
    {
        rows = new KoalaBear[Poseidon1W16.PartialRounds][];
        columns = new KoalaBear[Poseidon1W16.PartialRounds][];
        KoalaBear[,] matrix = mds;
        for (int round = Poseidon1W16.PartialRounds - 1; round >= 0; round--)
        {
            KoalaBear[,] inner = SquareMatrix.WithoutFirst(matrix);
            columns[round] = [.. Enumerable.Range(1, Rest).Select(i => matrix[i, 0])];
            KoalaBear[] firstRow = [.. Enumerable.Range(1, Rest).Select(j => matrix[0, j])];
            rows[round] = SquareMatrix.Multiply(firstRow, SquareMatrix.Invert(inner));
            matrix = SquareMatrix.Multiply(SquareMatrix.Bordered(inner), mds);
        }

        return matrix;
    }

    private static void AddDense(List<uint> schedule, KoalaBear[,] dense)
    {
        for (int row = 0; row < Width; row += BlockRounds)
        {
            for (int column = 0; column < Width; column++)
            {
                schedule.AddRange(Enumerable.Range(row, BlockRounds).Select(i => dense[i, column].Montgomery));
            }
        }
    }

    private static void AddBlock(List<uint> schedule, KoalaBear[] constants, KoalaBear[][] rows, KoalaBear[][] columns)
    {
        schedule.AddRange(constants.Select(MinusP));
        for (int t = 1; t < BlockRounds; t++)
        {
            for (int u = 0; u < t; u++)
            {
                schedule.Add(rows[t].Zip(columns[u], (v, w) => v * w).Aggregate((a, b) => a + b).Montgomery);
            }
        }

        for (int j = 0; j < Rest; j++)
        {
            schedule.AddRange(rows.Select(row => row[j].Montgomery));
        }

        for (int j = 0; j < Rest; j++)
        {
            schedule.AddRange(columns.Select(column => column[j].Montgomery));
        }
    }
}
