using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>A tuple on a bus, compared by value.</summary>
internal readonly struct BusTuple(string bus, KoalaBear[] values) : IEquatable<BusTuple>
{
    /// <summary>The bus's name.</summary>
    internal string Bus { get; } = bus;

    /// <summary>The elements.</summary>
    internal ReadOnlySpan<KoalaBear> Values => values;

    public bool Equals(BusTuple other) => string.Equals(Bus, other.Bus, StringComparison.Ordinal) && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => obj is BusTuple other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Bus, StringComparer.Ordinal);
        foreach (KoalaBear value in Values)
        {
            hash.Add(value.Montgomery);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"{Bus}({string.Join(", ", values)})";
}
