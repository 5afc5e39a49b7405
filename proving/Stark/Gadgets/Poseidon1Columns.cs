using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// The neighbouring columns of one Poseidon1 permutation of sixteen elements and their constraints of degree 3: the input, the state
/// after each full round, and after each partial round the cubed first element; 164 columns when the whole output is kept. The state
/// after the fourth full round stands in the basis in which partial rounds are sparse (<see cref="Poseidon1Factors"/>).
/// </summary>
public sealed class Poseidon1Columns
{
    /// <summary>Elements of the state.</summary>
    public const int Width = Poseidon1W16.StateWidth;

    /// <summary>Full rounds before the partial ones, and again after them.</summary>
    public const int HalfFullRounds = Poseidon1W16.FullRounds / 2;

    /// <summary>Partial rounds.</summary>
    public const int PartialRounds = Poseidon1W16.PartialRounds;

    private static readonly Poseidon1Factors Factors = Poseidon1Factors.Instance;

    /// <summary>Allocates the columns.</summary>
    /// <param name="columns">Where.</param>
    /// <param name="outputCount">How many elements of the output have a column, from the first; the others are not computed.</param>
    public Poseidon1Columns(ColumnScope columns, int outputCount = Width)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputCount, Width);
        Input = columns.MainArray("input", Width);
        Initial = Rounds(columns, "initial", HalfFullRounds);
        Partial = columns.MainArray("partial", PartialRounds);
        Terminal = Rounds(columns, "terminal", HalfFullRounds - 1);
        Output = columns.MainArray("output", outputCount);
    }

    /// <summary>The input.</summary>
    public ImmutableArray<Column> Input { get; }

    /// <summary>The state after each of the first full rounds; the last of them in the basis of the partial rounds.</summary>
    public ImmutableArray<ImmutableArray<Column>> Initial { get; }

    /// <summary>The cubed first element of each partial round.</summary>
    public ImmutableArray<Column> Partial { get; }

    /// <summary>The state after each of the last full rounds but the very last.</summary>
    public ImmutableArray<ImmutableArray<Column>> Terminal { get; }

    /// <summary>The first elements of the output.</summary>
    public ImmutableArray<Column> Output { get; }

    /// <summary>Columns of the permutation.</summary>
    public int ColumnCount => Width + (HalfFullRounds * Width) + PartialRounds + ((HalfFullRounds - 1) * Width) + Output.Length;

    /// <summary>Constraints of the permutation.</summary>
    public int ConstraintCount => ColumnCount - Width;

    /// <summary>States that the output is the permutation of the input.</summary>
    /// <param name="scope">Where; its condition's degree adds to the 3 of the constraints.</param>
    public void Constrain(ConstraintScope scope)
    {
        Expr[] state = [.. Input.Select(c => c.Local)];
        for (int round = 0; round < HalfFullRounds; round++)
        {
            bool last = round == HalfFullRounds - 1;
            FullRound(scope, state, Factors.InitialConstants(round), last ? Factors.Dense : Factors.Mds, Initial[round]);
        }

        PartialRoundsBetween(scope, state);
        for (int round = 0; round < HalfFullRounds; round++)
        {
            ImmutableArray<Column> after = round < Terminal.Length ? Terminal[round] : Output;
            FullRound(scope, state, Factors.TerminalConstants(round), Factors.Mds, after);
        }
    }

    /// <summary>Computes the other columns from the input columns on a range of rows.</summary>
    public void Fill(FieldMatrix trace, int firstRow, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Poseidon1Filling filling = new(trace, Input[0].Index, Output.Length, firstRow, rowCount);
        SimdLevel.Run(ref filling);
    }

    private static Expr Cube(Expr x) => x * x * x;

    private static ImmutableArray<ImmutableArray<Column>> Rounds(ColumnScope columns, string name, int count) =>
        [.. Enumerable.Range(0, count).Select(round => columns.MainArray(FormattableString.Invariant($"{name}[{round}]"), Width))];

    private static void FullRound(
        ConstraintScope scope, Expr[] state, ReadOnlySpan<KoalaBear> constants, Func<int, int, KoalaBear> matrix, ImmutableArray<Column> after)
    {
        Expr[] cubes = new Expr[Width];
        for (int i = 0; i < Width; i++)
        {
            cubes[i] = Cube(state[i] + constants[i]);
        }

        for (int i = 0; i < after.Length; i++)
        {
            Expr sum = cubes[0] * matrix(i, 0);
            for (int j = 1; j < Width; j++)
            {
                sum += cubes[j] * matrix(i, j);
            }

            AssertEqual(scope, after[i], sum);
            state[i] = after[i];
        }
    }

    /// <summary>
    /// The first element of each round is x_(t-1) + sum_j v_j s_j + sum_(u &lt; t-1) c_u x_u over the state s behind the dense matrix and
    /// the columns x: sums over columns, without states between.
    /// </summary>
    private void PartialRoundsBetween(ConstraintScope scope, Expr[] state)
    {
        Expr first = state[0];
        for (int round = 0; round < PartialRounds; round++)
        {
            AssertEqual(scope, Partial[round], Cube(first + Factors.PartialConstant(round)));
            first = Partial[round];
            for (int j = 1; j < Width; j++)
            {
                first += state[j] * Factors.SparseRow(round)[j - 1];
            }

            for (int earlier = 0; earlier < round; earlier++)
            {
                first += Partial[earlier] * Dot(Factors.SparseRow(round), Factors.SparseColumn(earlier));
            }
        }

        state[0] = first;
        for (int j = 1; j < Width; j++)
        {
            for (int round = 0; round < PartialRounds; round++)
            {
                state[j] += Partial[round] * Factors.SparseColumn(round)[j - 1];
            }
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

    private static void AssertEqual(ConstraintScope scope, Column column, Expr value) =>
        scope.AssertEqual(column, value, $"{column.Name} follows");
}
