using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>What a proof of Leaf or Merge says: its public values by name. docs/PROOFS.md, "Leaf and Merge", has the table.</summary>
public sealed class Statement
{
    /// <summary>Bits of shard numbers and counts in circuits, so that no sum of counts comes near the modulus.</summary>
    public const int ShardBits = 20;

    private readonly KoalaBear[] _values;

    private Statement(StatementLayout layout, KoalaBear[] values)
    {
        Layout = layout;
        _values = values;
    }

    /// <summary>Where everything stands.</summary>
    public StatementLayout Layout { get; }

    /// <summary>Digest of the keys that may be merged.</summary>
    public Digest8 Allowed => Digest(Layout.Allowed);

    /// <summary>The batch's key.</summary>
    public Digest8 Batch => Digest(Layout.Batch);

    /// <summary>The first shard proven.</summary>
    public int FirstShard => (int)_values[Layout.FirstShard.Offset].ToCanonical();

    /// <summary>The number of shards proven.</summary>
    public int ShardCount => (int)_values[Layout.ShardCount.Offset].ToCanonical();

    /// <summary>Who proved what.</summary>
    public Digest8 Attribution => Digest(Layout.Attribution);

    /// <summary>The public values.</summary>
    public ReadOnlySpan<KoalaBear> Values => _values;

    /// <summary>Reads public values; null when there are not as many as the layout says, or shard numbers are out of range.</summary>
    public static Statement? TryRead(StatementLayout layout, ReadOnlySpan<KoalaBear> values)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (values.Length != layout.Count)
        {
            return null;
        }

        uint first = values[layout.FirstShard.Offset].ToCanonical();
        uint count = values[layout.ShardCount.Offset].ToCanonical();
        return first >> ShardBits == 0 && count >> ShardBits == 0 && count > 0 ? new Statement(layout, values.ToArray()) : null;
    }

    /// <summary>The statement of a leaf.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="allowed">Digest of the keys that may be merged.</param>
    /// <param name="batch">The batch's key.</param>
    /// <param name="shard">The shard's number.</param>
    /// <param name="payee">Who is paid for the leaf.</param>
    /// <param name="childValues">The shard proof's public values.</param>
    /// <exception cref="ArgumentException">The shard's number is out of range, or there are other public values than the layout says.</exception>
    public static Statement OfLeaf(
        StatementLayout layout, Digest8 allowed, Digest8 batch, int shard, Payee payee, ReadOnlySpan<KoalaBear> childValues)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, 1 << ShardBits);
        ArgumentOutOfRangeException.ThrowIfNotEqual(childValues.Length, layout.ChildCount, nameof(childValues));
        KoalaBear[] values = new KoalaBear[layout.Count];
        Write(values, layout.Allowed, allowed);
        Write(values, layout.Batch, batch);
        values[layout.FirstShard.Offset] = KoalaBear.FromCanonical((uint)shard);
        values[layout.ShardCount.Offset] = KoalaBear.One;
        for (int i = 0; i < childValues.Length; i++)
        {
            values[layout.PlaceOfChild(i)] = childValues[i];
        }

        Write(values, layout.Attribution, Recursion.Attribution.OfLeaf(shard, payee));
        return new Statement(layout, values);
    }

    /// <summary>The statement of a merge.</summary>
    /// <param name="left">The statement of the earlier shards.</param>
    /// <param name="right">The statement of the later shards.</param>
    /// <param name="payee">Who is paid for the merge.</param>
    /// <param name="merged">The statement, or null.</param>
    public static StatementFault TryMerge(Statement left, Statement right, Payee payee, out Statement? merged)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        StatementFault fault = payee.IsZero ? StatementFault.NoPayee : left.FaultWith(right);
        merged = fault == StatementFault.None ? left.Merge(right, payee) : null;
        return fault;
    }

    /// <summary>The values of one of the machine's fields.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public ReadOnlySpan<KoalaBear> Field(string name)
    {
        foreach (StatementField field in Layout.Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
            {
                return _values.AsSpan(field.Offset, field.Width);
            }
        }

        throw new ArgumentException($"No field is named {name}.", nameof(name));
    }

    private static void Write(KoalaBear[] values, StatementField field, in Digest8 digest) => digest.Elements.CopyTo(values.AsSpan(field.Offset));

    private StatementFault FaultWith(Statement right)
    {
        if (Layout.Count != right.Layout.Count || Allowed != right.Allowed)
        {
            return StatementFault.OtherCircuits;
        }

        if (Batch != right.Batch)
        {
            return StatementFault.OtherBatch;
        }

        if (right.FirstShard != FirstShard + ShardCount)
        {
            return StatementFault.NotNeighbours;
        }

        return (ShardCount + right.ShardCount) >> ShardBits == 0 ? FaultOfFields(right) : StatementFault.TooManyShards;
    }

    private StatementFault FaultOfFields(Statement right)
    {
        for (int i = 0; i < Layout.ChildCount; i++)
        {
            int place = Layout.PlaceOfChild(i);
            switch (Layout.KindOfChild(i))
            {
                case LinkKind.Equal when _values[place] != right._values[place]:
                    return StatementFault.OtherDomain;
                case LinkKind.ChainIn when right._values[place] != _values[Layout.PlaceOfChild(i + Layout.WidthOfChild(i))]:
                    return StatementFault.NotChained;
            }
        }

        return StatementFault.None;
    }

    private Statement Merge(Statement right, Payee payee)
    {
        KoalaBear[] values = [.. _values];
        values[Layout.ShardCount.Offset] = KoalaBear.FromCanonical((uint)(ShardCount + right.ShardCount));
        for (int i = 0; i < Layout.ChildCount; i++)
        {
            if (Layout.KindOfChild(i) == LinkKind.ChainOut)
            {
                values[Layout.PlaceOfChild(i)] = right._values[Layout.PlaceOfChild(i)];
            }
        }

        Write(values, Layout.Attribution, Recursion.Attribution.OfMerge(Attribution, right.Attribution, payee));
        return new Statement(Layout, values);
    }

    private Digest8 Digest(StatementField field) => Digest8.FromElements(_values.AsSpan(field.Offset, field.Width));
}
