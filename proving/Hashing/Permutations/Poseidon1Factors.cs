using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Poseidon1 of sixteen elements with its partial rounds in sparse form (appendix B of eprint 2019/458), derived from the matrix and
/// the round constants: what kernels and circuits are built from.
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
/// So with s the state behind the dense matrix, partial round t is x = (s_0 + c_t)^3, s_0 = x + sum_j v_t,j s_j, s_j += w_t,j x.
/// </para>
/// </remarks>
public sealed class Poseidon1Factors
{
    private const int Width = Poseidon1W16.StateWidth;
    private const int FirstPartial = Poseidon1W16.FullRounds / 2;
    private const int AfterPartial = FirstPartial + Poseidon1W16.PartialRounds;

    private readonly KoalaBear[,] _mds = SquareMatrix.Circulant(Poseidon1W16.FirstRow);
    private readonly KoalaBear[][] _constants = RoundConstants();
    private readonly KoalaBear[][] _rows = new KoalaBear[Poseidon1W16.PartialRounds][];
    private readonly KoalaBear[][] _columns = new KoalaBear[Poseidon1W16.PartialRounds][];
    private readonly KoalaBear[] _partial;
    private readonly KoalaBear[,] _dense;

    private Poseidon1Factors()
    {
        _partial = MoveConstants();
        _dense = Sparsify();
    }

    /// <summary>The one instance.</summary>
    public static Poseidon1Factors Instance { get; } = new();

    /// <summary>The sixteen constants of one of the first four full rounds.</summary>
    public ReadOnlySpan<KoalaBear> InitialConstants(int round) => _constants[round];

    /// <summary>The sixteen constants of one of the last four full rounds; those of the first hold what was moved out of partial rounds.</summary>
    public ReadOnlySpan<KoalaBear> TerminalConstants(int round) => _constants[AfterPartial + round];

    /// <summary>The constant c_t of a partial round.</summary>
    public KoalaBear PartialConstant(int round) => _partial[round];

    /// <summary>The fifteen coefficients v_t,j, j = 1 to 15, of a partial round.</summary>
    public ReadOnlySpan<KoalaBear> SparseRow(int round) => _rows[round];

    /// <summary>The fifteen coefficients w_t,j, j = 1 to 15, of a partial round.</summary>
    public ReadOnlySpan<KoalaBear> SparseColumn(int round) => _columns[round];

    /// <summary>The circulant matrix of full rounds.</summary>
    public KoalaBear Mds(int row, int column) => _mds[row, column];

    /// <summary>The matrix that replaces the circulant one in the last full round before the partial ones.</summary>
    public KoalaBear Dense(int row, int column) => _dense[row, column];

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
    private KoalaBear[] MoveConstants()
    {
        KoalaBear[] single = new KoalaBear[Poseidon1W16.PartialRounds];
        KoalaBear[] carried = new KoalaBear[Width];
        for (int round = 0; round < single.Length; round++)
        {
            for (int i = 0; i < Width; i++)
            {
                carried[i] += _constants[FirstPartial + round][i];
            }

            single[round] = carried[0];
            carried[0] = KoalaBear.Zero;
            carried = SquareMatrix.Multiply(_mds, carried);
        }

        for (int i = 0; i < Width; i++)
        {
            _constants[AfterPartial][i] += carried[i];
        }

        return single;
    }

    /// <summary>Makes the matrix of every partial round sparse; returns the matrix of the full round before them.</summary>
    private KoalaBear[,] Sparsify()
    {
        KoalaBear[,] matrix = _mds;
        for (int round = Poseidon1W16.PartialRounds - 1; round >= 0; round--)
        {
            KoalaBear[,] inner = SquareMatrix.WithoutFirst(matrix);
            _columns[round] = [.. Enumerable.Range(1, Width - 1).Select(i => matrix[i, 0])];
            KoalaBear[] firstRow = [.. Enumerable.Range(1, Width - 1).Select(j => matrix[0, j])];
            _rows[round] = SquareMatrix.Multiply(firstRow, SquareMatrix.Invert(inner));
            matrix = SquareMatrix.Multiply(SquareMatrix.Bordered(inner), _mds);
        }

        return matrix;
    }
}
