using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>
/// A set of tables of fixed heights, joined by buses, and the public values they read: one circuit, without parameters or preprocessed
/// values. Immutable.
/// </summary>
public sealed class Machine
{
    /// <summary>Checks and joins tables.</summary>
    /// <param name="name">A readable name, part of the verifying key.</param>
    /// <param name="version">A version, part of the verifying key.</param>
    /// <param name="tables">The tables; their order is part of the protocol.</param>
    /// <param name="publicValueCount">Public values of the machine; every table reads from the same list.</param>
    /// <exception cref="AirDefinitionException">
    /// There is no table, two tables share a name, a bus has two widths, a table reads a public value that does not exist, or the
    /// multiplicities on a bus could wrap around the modulus.
    /// </exception>
    public Machine(string name, int version, IEnumerable<Table> tables, int publicValueCount)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        ArgumentOutOfRangeException.ThrowIfNegative(publicValueCount);
        Name = name;
        Version = version;
        Tables = [.. tables];
        PublicValueCount = publicValueCount;
        CheckTables();
        Buses = BusLayout.Create(Tables);
        Shapes = [.. Tables.Select(TableShape.FromTable)];
    }

    /// <summary>The machine's name.</summary>
    public string Name { get; }

    /// <summary>The machine's version.</summary>
    public int Version { get; }

    /// <summary>The tables, in protocol order.</summary>
    public ImmutableArray<Table> Tables { get; }

    /// <summary>The shapes of the tables.</summary>
    public ImmutableArray<TableShape> Shapes { get; }

    /// <summary>Number of public values.</summary>
    public int PublicValueCount { get; }

    /// <summary>The buses, in order of first use; a bus's number enters every fingerprint on it.</summary>
    public BusLayout Buses { get; }

    private void CheckTables()
    {
        if (Tables.IsEmpty)
        {
            throw new AirDefinitionException($"Machine {Name} has no table.");
        }

        string? repeated = Tables.GroupBy(table => table.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (repeated is not null)
        {
            throw new AirDefinitionException($"Machine {Name} has two tables named {repeated}.");
        }

        Table? reader = Tables.FirstOrDefault(table => table.PublicValueCount > PublicValueCount);
        if (reader is not null)
        {
            throw new AirDefinitionException($"Table {reader.Name} reads more public values than machine {Name} has.");
        }
    }
}
