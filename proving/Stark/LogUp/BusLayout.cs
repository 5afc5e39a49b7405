using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The buses of a machine, numbered in the order in which its tables first use them, and the width W of its widest tuple. Checks
/// what makes LogUp sound: one width a bus, and bounds of multiplicities that cannot wrap around modulo p.
/// </summary>
public sealed class BusLayout
{
    private readonly Dictionary<string, int> _numbers;

    private BusLayout(ImmutableArray<Bus> buses, Dictionary<string, int> numbers, ImmutableArray<ulong> bounds)
    {
        Buses = buses;
        _numbers = numbers;
        MultiplicityBounds = bounds;
        MaxTupleWidth = buses.IsEmpty ? 0 : buses.Max(b => b.TupleWidth);
    }

    /// <summary>The buses by number.</summary>
    public ImmutableArray<Bus> Buses { get; }

    /// <summary>For each bus the sum, over interactions and rows, of the declared bounds of multiplicities; below p.</summary>
    public ImmutableArray<ulong> MultiplicityBounds { get; }

    /// <summary>Elements of the machine's widest tuple; 0 without buses.</summary>
    public int MaxTupleWidth { get; }

    /// <summary>Collects the buses of tables.</summary>
    /// <exception cref="AirDefinitionException">
    /// A bus has two widths; or the multiplicities on a bus may add up to p or more, so that a sum of p would pass for 0; or both sides
    /// of a bus are unbounded.
    /// </exception>
    public static BusLayout Create(IReadOnlyList<Table> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        List<Bus> buses = [];
        List<ulong> bounds = [];
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        Dictionary<int, BusDirection> unbounded = [];
        foreach (Table table in tables)
        {
            foreach (Interaction interaction in table.Interactions)
            {
                int number = Number(interaction.Bus, buses, bounds, numbers);
                bounds[number] = AddBound(bounds[number], interaction, table);
                CheckUnbounded(unbounded, number, interaction);
            }
        }

        return new BusLayout([.. buses], numbers, [.. bounds]);
    }

    /// <summary>The number of a bus.</summary>
    /// <exception cref="ArgumentException">The machine has no bus of that name and width.</exception>
    public int NumberOf(Bus bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        return _numbers.TryGetValue(bus.Name, out int number) && Buses[number].TupleWidth == bus.TupleWidth
            ? number
            : throw new ArgumentException($"Bus {bus} is not one of the machine's.", nameof(bus));
    }

    private static int Number(Bus bus, List<Bus> buses, List<ulong> bounds, Dictionary<string, int> numbers)
    {
        if (!numbers.TryGetValue(bus.Name, out int number))
        {
            number = buses.Count;
            numbers.Add(bus.Name, number);
            buses.Add(bus);
            bounds.Add(0);
        }

        return buses[number].TupleWidth == bus.TupleWidth
            ? number
            : throw new AirDefinitionException($"Bus '{bus.Name}' is used with widths {buses[number]} and {bus}.");
    }

    /// <summary>Only one side of a bus may be unbounded: multiplicities that are chosen on both sides count nothing.</summary>
    private static void CheckUnbounded(Dictionary<int, BusDirection> unbounded, int number, Interaction interaction)
    {
        if (interaction.Bound.Kind == MultiplicityKind.Unbounded
            && !unbounded.TryAdd(number, interaction.Direction)
            && unbounded[number] != interaction.Direction)
        {
            throw new AirDefinitionException($"Both sides of bus '{interaction.Bus.Name}' have unbounded multiplicities.");
        }
    }

    private static ulong AddBound(ulong sum, Interaction interaction, Table table)
    {
        // Each term is below 2^56, and the sum is checked after each, so nothing overflows.
        ulong bound = sum + interaction.Bound.OverRows((ulong)table.Height);
        return bound < KoalaBear.Modulus
            ? bound
            : throw new AirDefinitionException(
                $"The multiplicities on bus '{interaction.Bus.Name}' may reach p with those of table '{table.Name}'.");
    }
}
