using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Describes a table: its columns, its constraints and what it sends to and receives from buses. <see cref="Build"/> yields the
/// immutable <see cref="Table"/>; the order of declarations is part of the result. Mistakes are
/// <see cref="AirDefinitionException"/>s here, never failures of a prover. Not safe for concurrent use.
/// </summary>
public sealed partial class TableBuilder
{
    /// <summary>The largest constraint degree a table may have unless it declares another: two quotient chunks.</summary>
    public const int DefaultDegreeLimit = 3;

    private readonly ExprGraph _graph = new();
    private readonly List<string> _mainNames = [];
    private readonly List<string> _preprocessedNames = [];
    private readonly HashSet<string> _columnNames = new(StringComparer.Ordinal);
    private bool _built;

    /// <summary>Starts an empty table.</summary>
    /// <param name="name">Unique within the machine.</param>
    /// <param name="logHeight">log2 of the fixed number of rows, at least 1 and at most the field's two-adicity.</param>
    /// <param name="degreeLimit">Largest constraint degree, at least 2; a constraint above it is refused when it is stated.</param>
    public TableBuilder(string name, int logHeight, int degreeLimit = DefaultDegreeLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(logHeight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logHeight, KoalaBear.TwoAdicity);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeLimit, 2);
        Name = name;
        LogHeight = logHeight;
        DegreeLimit = degreeLimit;
        Columns = new ColumnScope(this, string.Empty);
    }

    public string Name { get; }

    /// <summary>log2 of the number of rows.</summary>
    public int LogHeight { get; }

    /// <summary>The largest constraint degree, columns and selectors counting 1.</summary>
    public int DegreeLimit { get; }

    /// <summary>The scope of the table's own columns; groups of columns take scopes inside it.</summary>
    public ColumnScope Columns { get; }

    /// <summary>Non-zero exactly on the first row. Not normalised to 1: it only makes sense as a factor.</summary>
    public Expr IsFirst => _graph.Expression(ExprKind.IsFirst);

    /// <summary>Non-zero exactly on the last row. Not normalised to 1: it only makes sense as a factor.</summary>
    public Expr IsLast => _graph.Expression(ExprKind.IsLast);

    /// <summary>Zero exactly on the last row. Not normalised to 1: it only makes sense as a factor.</summary>
    public Expr IsTransition => _graph.Expression(ExprKind.IsTransition);

    /// <summary>Declares a column of the main trace.</summary>
    /// <exception cref="AirDefinitionException">The name is taken.</exception>
    public Column Main(string name) => Columns.Main(name);

    /// <summary>Declares neighbouring columns of the main trace, named name[0], name[1], ...</summary>
    /// <exception cref="AirDefinitionException">A name is taken.</exception>
    public ImmutableArray<Column> MainArray(string name, int count) => Columns.MainArray(name, count);

    /// <summary>Declares a column of the preprocessed trace, whose values are constants of the circuit.</summary>
    /// <exception cref="AirDefinitionException">The name is taken.</exception>
    public Column Preprocessed(string name) => Columns.Preprocessed(name);

    /// <summary>Declares neighbouring columns of the preprocessed trace, named name[0], name[1], ...</summary>
    /// <exception cref="AirDefinitionException">A name is taken.</exception>
    public ImmutableArray<Column> PreprocessedArray(string name, int count) => Columns.PreprocessedArray(name, count);

    /// <summary>A public value, by its position in the public values of the whole machine.</summary>
    public Expr PublicValue(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ThrowIfBuilt();
        return _graph.Expression(ExprKind.Public, index);
    }

    /// <summary>The table as described so far; the builder accepts nothing afterwards.</summary>
    public Table Build()
    {
        ThrowIfBuilt();
        _built = true;
        return new TableAssembler(_graph, _constraints, _interactions).Assemble(
            new TableHeader(Name, LogHeight, DegreeLimit, [.. _mainNames], [.. _preprocessedNames]));
    }

    internal Column Declare(bool isPreprocessed, string name)
    {
        ThrowIfBuilt();
        if (!_columnNames.Add(name))
        {
            throw Mistake($"column '{name}' is declared twice");
        }

        List<string> names = isPreprocessed ? _preprocessedNames : _mainNames;
        names.Add(name);
        return new Column(_graph, isPreprocessed, names.Count - 1, name);
    }

    private AirDefinitionException Mistake(string what) => new($"Table '{Name}': {what}.");

    private void ThrowIfBuilt()
    {
        if (_built)
        {
            throw new InvalidOperationException($"Table '{Name}' is built and cannot be extended.");
        }
    }
}
