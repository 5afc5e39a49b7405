namespace P2PProver.Stark;

/// <summary>
/// A named column of a table. In an expression the column stands for its value on this row; <see cref="Next"/> is the value on the
/// next row. The row after the last is the first: constraints on <see cref="Next"/> are put under
/// <see cref="TableBuilder.IsTransition"/> unless they are meant to wrap around.
/// </summary>
public readonly struct Column : IEquatable<Column>
{
    private readonly ExprGraph? _graph;

    internal Column(ExprGraph graph, bool isPreprocessed, int index, string name)
    {
        _graph = graph;
        IsPreprocessed = isPreprocessed;
        Index = index;
        Name = name;
    }

    /// <summary>Whether the column belongs to the preprocessed trace, which is a constant of the circuit.</summary>
    public bool IsPreprocessed { get; }

    /// <summary>Position of the column in the rows of its trace.</summary>
    public int Index { get; }

    /// <summary>The column's name, scopes included.</summary>
    public string Name { get; }

    /// <summary>The value on this row.</summary>
    public Expr Local => Graph.Expression(IsPreprocessed ? ExprKind.PreprocessedLocal : ExprKind.MainLocal, Index);

    /// <summary>The value on the next row.</summary>
    public Expr Next => Graph.Expression(IsPreprocessed ? ExprKind.PreprocessedNext : ExprKind.MainNext, Index);

    private ExprGraph Graph => _graph ?? throw new AirDefinitionException("The column was never declared by a table builder.");

    public static implicit operator Expr(Column column) => column.Local;

    public static Expr operator +(Column left, Column right) => left.Local + right.Local;

    public static Expr operator +(Column left, Expr right) => left.Local + right;

    public static Expr operator +(Expr left, Column right) => left + right.Local;

    public static Expr operator -(Column left, Column right) => left.Local - right.Local;

    public static Expr operator -(Column left, Expr right) => left.Local - right;

    public static Expr operator -(Expr left, Column right) => left - right.Local;

    public static Expr operator *(Column left, Column right) => left.Local * right.Local;

    public static Expr operator *(Column left, Expr right) => left.Local * right;

    public static Expr operator *(Expr left, Column right) => left * right.Local;

    public static Expr operator -(Column column) => -column.Local;

    public static bool operator ==(Column left, Column right) => left.Equals(right);

    public static bool operator !=(Column left, Column right) => !left.Equals(right);

    public bool Equals(Column other) =>
        ReferenceEquals(_graph, other._graph) && IsPreprocessed == other.IsPreprocessed && Index == other.Index;

    public override bool Equals(object? obj) => obj is Column other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_graph, IsPreprocessed, Index);

    public override string ToString() => Name ?? "?";
}
