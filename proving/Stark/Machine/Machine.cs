using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// A set of tables of fixed heights, joined by buses, and the public values they read: one circuit, without parameters or preprocessed
/// values. Immutable.
/// </summary>
public sealed class Machine
{
    private readonly Dictionary<string, int> _busIndices = new(StringComparer.Ordinal);

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
        Buses = CollectBuses();
        CheckMultiplicities();
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

    /// <summary>The buses, in order of first use; a bus's index enters every fingerprint on it.</summary>
    public ImmutableArray<Bus> Buses { get; }

    /// <summary>Elements of the widest tuple of any table: the power of beta that separates buses.</summary>
    public int MaxTupleWidth => Tables.Max(table => table.MaxTupleWidth);

    /// <summary>The index of a bus.</summary>
    /// <param name="bus">A bus some table uses.</param>
    public int BusIndex(Bus bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        return _busIndices[bus.Name];
    }

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

    private ImmutableArray<Bus> CollectBuses()
    {
        ImmutableArray<Bus>.Builder buses = ImmutableArray.CreateBuilder<Bus>();
        foreach (Bus bus in Tables.SelectMany(table => table.Interactions).Select(interaction => interaction.Bus))
        {
            if (!_busIndices.TryGetValue(bus.Name, out int index))
            {
                _busIndices.Add(bus.Name, buses.Count);
                buses.Add(bus);
            }
            else if (buses[index].TupleWidth != bus.TupleWidth)
            {
                throw new AirDefinitionException($"Bus {bus.Name} is used with tuples of {buses[index].TupleWidth} and of {bus.TupleWidth} elements.");
            }
        }

        return buses.ToImmutable();
    }

    // A bus balances modulo p. It balances over the integers when no side can reach p.
    private void CheckMultiplicities()
    {
        foreach (Bus bus in Buses)
        {
            UInt128 total = UInt128.Zero;
            foreach (Table table in Tables)
            {
                foreach (Interaction interaction in table.Interactions.Where(item => string.Equals(item.Bus.Name, bus.Name, StringComparison.Ordinal)))
                {
                    total += interaction.Bound.OverRows((ulong)table.Height);
                }
            }

            if (total >= KoalaBear.Modulus)
            {
                throw new AirDefinitionException($"The multiplicities on bus {bus.Name} can add up to {total}, which is not below the modulus.");
            }
        }
    }
}
