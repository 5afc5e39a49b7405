using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>
/// Declares columns under a common name prefix. A group of columns is a class that takes a scope and allocates its members from it:
/// <code>
/// public sealed class LimbColumns(ColumnScope columns)
/// {
///     public Column Carry { get; } = columns.Main("carry");
///     public ImmutableArray&lt;Column&gt; Limbs { get; } = columns.MainArray("limb", 4);
/// }
/// </code>
/// Groups nest through <see cref="Scope"/>, and nobody addresses a column by number.
/// </summary>
public sealed class ColumnScope
{
    private readonly TableBuilder _table;
    private readonly string _prefix;

    internal ColumnScope(TableBuilder table, string prefix)
    {
        _table = table;
        _prefix = prefix;
    }

    /// <summary>The table whose columns are declared.</summary>
    public TableBuilder Table => _table;

    /// <summary>A name inside the scope, for the constraints of a group of columns.</summary>
    public string Qualify(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _prefix + name;
    }

    /// <summary>A scope inside this one: names get the prefix "name.".</summary>
    public ColumnScope Scope(string name)
    {
        return new ColumnScope(_table, $"{Qualify(name)}.");
    }

    /// <summary>Declares a column of the main trace.</summary>
    /// <exception cref="AirDefinitionException">The name is taken.</exception>
    public Column Main(string name) => _table.Declare(isPreprocessed: false, Qualify(name));

    /// <summary>Declares neighbouring columns of the main trace, named name[0], name[1], ...</summary>
    /// <exception cref="AirDefinitionException">A name is taken.</exception>
    public ImmutableArray<Column> MainArray(string name, int count) => Array(isPreprocessed: false, name, count);

    /// <summary>Declares a column of the preprocessed trace.</summary>
    /// <exception cref="AirDefinitionException">The name is taken.</exception>
    public Column Preprocessed(string name) => _table.Declare(isPreprocessed: true, Qualify(name));

    /// <summary>Declares neighbouring columns of the preprocessed trace, named name[0], name[1], ...</summary>
    /// <exception cref="AirDefinitionException">A name is taken.</exception>
    public ImmutableArray<Column> PreprocessedArray(string name, int count) => Array(isPreprocessed: true, name, count);

    private ImmutableArray<Column> Array(bool isPreprocessed, string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ImmutableArray<Column>.Builder columns = ImmutableArray.CreateBuilder<Column>(count);
        for (int i = 0; i < count; i++)
        {
            columns.Add(_table.Declare(isPreprocessed, FormattableString.Invariant($"{Qualify(name)}[{i}]")));
        }

        return columns.MoveToImmutable();
    }
}
