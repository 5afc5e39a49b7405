using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The 164 neighbouring columns of one Poseidon2 permutation of sixteen elements and their 148 constraints of degree 3: the input,
/// the state after each external round, and after each internal round the cubed first element. The state between is linear in these.
/// </summary>
public sealed class Poseidon2Columns
{
    /// <summary>Columns of a permutation.</summary>
    public const int ColumnCount =
        Poseidon2Layers.Width + (2 * Poseidon2Layers.HalfExternalRounds * Poseidon2Layers.Width) + Poseidon2Layers.InternalRounds;

    /// <summary>Constraints of a permutation.</summary>
    public const int ConstraintCount = ColumnCount - Poseidon2Layers.Width;

    /// <summary>Allocates the columns.</summary>
    public Poseidon2Columns(ColumnScope columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Input = columns.MainArray("input", Poseidon2Layers.Width);
        Initial = Rounds(columns, "initial");
        Internal = columns.MainArray("internal", Poseidon2Layers.InternalRounds);
        Terminal = Rounds(columns, "terminal");
    }

    /// <summary>The input.</summary>
    public ImmutableArray<Column> Input { get; }

    /// <summary>The state after each of the first external rounds.</summary>
    public ImmutableArray<ImmutableArray<Column>> Initial { get; }

    /// <summary>The cubed first element of each internal round.</summary>
    public ImmutableArray<Column> Internal { get; }

    /// <summary>The state after each of the last external rounds.</summary>
    public ImmutableArray<ImmutableArray<Column>> Terminal { get; }

    /// <summary>The output.</summary>
    public ImmutableArray<Column> Output => Terminal[^1];

    /// <summary>States that the output is the permutation of the input.</summary>
    /// <param name="scope">Where; its condition's degree adds to the 3 of the constraints.</param>
    public void Constrain(ConstraintScope scope)
    {
        Expr[] state = [.. Input.Select(c => c.Local)];
        Poseidon2Layers.External<Expr>(state);
        for (int round = 0; round < Poseidon2Layers.HalfExternalRounds; round++)
        {
            ExternalRound(scope, state, Poseidon2Layers.InitialRound(round), Initial[round]);
        }

        Expr[] diagonal = Array.ConvertAll(Poseidon2Layers.Diagonal.ToArray(), v => (Expr)v);
        for (int round = 0; round < Poseidon2Layers.InternalRounds; round++)
        {
            Expr cube = Cube(state[0] + Poseidon2Layers.InternalRound(round));
            AssertEqual(scope, Internal[round], cube);
            state[0] = Internal[round];
            Poseidon2Layers.Internal<Expr>(state, diagonal);
        }

        for (int round = 0; round < Poseidon2Layers.HalfExternalRounds; round++)
        {
            ExternalRound(scope, state, Poseidon2Layers.TerminalRound(round), Terminal[round]);
        }
    }

    /// <summary>Computes the other columns from the input columns on a range of rows.</summary>
    public void Fill(FieldMatrix trace, int firstRow, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Poseidon2Filling filling = new(trace, Input[0].Index, firstRow, rowCount);
        SimdLevel.Run(ref filling);
    }

    private static Expr Cube(Expr x) => x * x * x;

    private static ImmutableArray<ImmutableArray<Column>> Rounds(ColumnScope columns, string name) =>
    [
        .. Enumerable.Range(0, Poseidon2Layers.HalfExternalRounds)
            .Select(round => columns.MainArray(FormattableString.Invariant($"{name}[{round}]"), Poseidon2Layers.Width)),
    ];

    private static void ExternalRound(ConstraintScope scope, Expr[] state, ReadOnlySpan<KoalaBear> constants, ImmutableArray<Column> after)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Cube(state[i] + constants[i]);
        }

        Poseidon2Layers.External<Expr>(state);
        for (int i = 0; i < state.Length; i++)
        {
            AssertEqual(scope, after[i], state[i]);
            state[i] = after[i];
        }
    }

    private static void AssertEqual(ConstraintScope scope, Column column, Expr value) =>
        scope.AssertEqual(column, value, $"{column.Name} follows");
}
