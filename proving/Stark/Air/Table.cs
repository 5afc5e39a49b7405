using System.Collections.Immutable;
using System.Numerics;

namespace P2PProver.Stark;

/// <summary>
/// One table of a machine: a fixed number of rows, columns, constraints that hold on every row and interactions with buses. It holds
/// no trace. Made by a <see cref="TableBuilder"/>, immutable and safe for concurrent use.
/// </summary>
public sealed class Table
{
    private readonly Lazy<AirProgram> _program;
    private readonly Lazy<AirProgram> _interactionProgram;
    private readonly Lazy<byte[]> _encoding;

    internal Table(
        TableHeader header,
        ImmutableArray<ExprNode> nodes,
        ImmutableArray<Constraint> constraints,
        ImmutableArray<Interaction> interactions)
    {
        Name = header.Name;
        LogHeight = header.LogHeight;
        DegreeLimit = header.DegreeLimit;
        MainColumnNames = header.MainColumns;
        PreprocessedColumnNames = header.PreprocessedColumns;
        Nodes = nodes;
        Constraints = constraints;
        Interactions = interactions;
        Fractions = FractionPacking.Pack(interactions, header.DegreeLimit);
        PublicValueCount = nodes.Where(n => n.Kind == ExprKind.Public).Select(n => n.A + 1).DefaultIfEmpty(0).Max();
        UsesNextMain = nodes.Any(n => n.Kind == ExprKind.MainNext);
        UsesNextPreprocessed = nodes.Any(n => n.Kind == ExprKind.PreprocessedNext);
        MaxTupleWidth = interactions.Select(i => i.Bus.TupleWidth).DefaultIfEmpty(0).Max();
        MaxDegree = FindMaxDegree();
        _program = new(() => AirProgram.Compile(this, AirOutputs.All));
        _interactionProgram = new(() => AirProgram.Compile(this, AirOutputs.Interactions));
        _encoding = new(() => TableEncoding.Encode(this));
    }

    public string Name { get; }

    /// <summary>log2 of <see cref="Height"/>.</summary>
    public int LogHeight { get; }

    /// <summary>Number of rows, always.</summary>
    public int Height => 1 << LogHeight;

    /// <summary>The degree that no constraint exceeds, as declared.</summary>
    public int DegreeLimit { get; }

    /// <summary>The largest degree of a constraint, those of LogUp included; it sets the number of quotient chunks.</summary>
    public int MaxDegree { get; }

    /// <summary>log2 of the number of quotient chunks of the table's height: 2^ceil(log2(max(MaxDegree, 2) - 1)).</summary>
    public int LogQuotientChunks => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(MaxDegree, 2) - 1));

    /// <summary>Number of main columns.</summary>
    public int MainWidth => MainColumnNames.Length;

    /// <summary>Number of preprocessed columns.</summary>
    public int PreprocessedWidth => PreprocessedColumnNames.Length;

    /// <summary>Names of the main columns, in the order of a row.</summary>
    public ImmutableArray<string> MainColumnNames { get; }

    /// <summary>Names of the preprocessed columns, in the order of a row.</summary>
    public ImmutableArray<string> PreprocessedColumnNames { get; }

    /// <summary>One more than the largest public value index that the table reads; 0 when it reads none.</summary>
    public int PublicValueCount { get; }

    /// <summary>All expressions, operands before their uses, in the order in which constraints and then interactions need them.</summary>
    public ImmutableArray<ExprNode> Nodes { get; }

    /// <summary>The constraints, in the order in which they are folded.</summary>
    public ImmutableArray<Constraint> Constraints { get; }

    /// <summary>The interactions, in the order in which they were stated.</summary>
    public ImmutableArray<Interaction> Interactions { get; }

    /// <summary>The fraction columns of the permutation trace.</summary>
    public ImmutableArray<FractionColumn> Fractions { get; }

    /// <summary>Number of fraction columns.</summary>
    public int FractionColumns => Fractions.Length;

    /// <summary>Whether the table takes part in LogUp and so has a permutation trace and a terminal.</summary>
    public bool HasInteractions => !Interactions.IsEmpty;

    /// <summary>Extension columns of the permutation trace: the accumulator, then the fractions; 0 without interactions.</summary>
    public int PermutationWidth => HasInteractions ? 1 + FractionColumns : 0;

    /// <summary>Constraints that LogUp adds after <see cref="Constraints"/>: one a fraction, then first, transition and last row.</summary>
    public int LogUpConstraintCount => HasInteractions ? FractionColumns + 3 : 0;

    /// <summary>Number of values that are folded with powers of alpha.</summary>
    public int TotalConstraintCount => Constraints.Length + LogUpConstraintCount;

    /// <summary>Whether some expression reads the next row of a main column.</summary>
    public bool UsesNextMain { get; }

    /// <summary>Whether some expression reads the next row of a preprocessed column.</summary>
    public bool UsesNextPreprocessed { get; }

    /// <summary>Elements of the widest tuple; 0 without interactions.</summary>
    public int MaxTupleWidth { get; }

    /// <summary>Bytecode for all constraints and interactions, compiled on first use.</summary>
    public AirProgram Program => _program.Value;

    /// <summary>Bytecode for the interactions alone, compiled on first use.</summary>
    public AirProgram InteractionProgram => _interactionProgram.Value;

    /// <summary>
    /// Names, height, expressions, constraints and interactions in one byte form that equal tables share and different ones do not;
    /// see <see cref="TableEncoding"/>. A verifying key's digest covers it.
    /// </summary>
    public ReadOnlyMemory<byte> CanonicalEncoding => _encoding.Value;

    public override string ToString() => FormattableString.Invariant($"{Name} (2^{LogHeight} x {MainWidth})");

    private int FindMaxDegree()
    {
        int degree = Constraints.Select(c => c.Degree).DefaultIfEmpty(1).Max();
        const int AccumulatorDegree = 2;
        return HasInteractions ? Math.Max(Math.Max(degree, AccumulatorDegree), Fractions.Max(f => f.Degree)) : degree;
    }
}
