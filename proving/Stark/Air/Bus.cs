namespace P2PProver.Stark;

/// <summary>
/// A named multiset of equally wide tuples that the tables of a machine send to and receive from; a proof shows that both sides are
/// equal. The name identifies the bus within a machine, and tuples of different buses never meet.
/// </summary>
public sealed class Bus
{
    /// <summary>Describes a bus.</summary>
    /// <param name="name">Unique within the machine.</param>
    /// <param name="tupleWidth">Elements of every tuple; [x] and [0, x] would have one fingerprint, so the width is fixed.</param>
    public Bus(string name, int tupleWidth)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tupleWidth);
        Name = name;
        TupleWidth = tupleWidth;
    }

    public string Name { get; }

    /// <summary>Number of elements of each tuple.</summary>
    public int TupleWidth { get; }

    public override string ToString() => FormattableString.Invariant($"{Name}/{TupleWidth}");
}
