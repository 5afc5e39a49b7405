using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>What a proof that is settled says: its public values by name.</summary>
public sealed class SettlementStatement
{
    private readonly KoalaBear[] _values;

    private SettlementStatement(SettlementLayout layout, KoalaBear[] values)
    {
        Layout = layout;
        _values = values;
    }

    /// <summary>Where everything stands.</summary>
    public SettlementLayout Layout { get; }

    /// <summary>The public values of Shrink and Final.</summary>
    public ReadOnlySpan<KoalaBear> Values => _values;

    /// <summary>Reads public values; null when there are not as many as the layout says.</summary>
    public static SettlementStatement? TryRead(SettlementLayout layout, ReadOnlySpan<KoalaBear> values)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return values.Length == layout.Count ? new(layout, values.ToArray()) : null;
    }

    /// <summary>The statement of a root.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="root">What the root says.</param>
    /// <param name="allowed">Digest of the keys whose proofs are roots.</param>
    /// <param name="request">Payees, point and submitter.</param>
    /// <param name="statement">The statement, or null.</param>
    /// <returns>Why there is none.</returns>
    public static SettlementFault TryCreate(
        SettlementLayout layout, Statement root, in Digest8 allowed, SettlementRequest request, out SettlementStatement? statement)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(request);
        statement = null;
        if (root.Layout.Count != layout.Root.Count || root.Allowed != allowed)
        {
            return SettlementFault.OtherCircuits;
        }

        if (root.ShardCount > PayeeTree.MaxShards)
        {
            return SettlementFault.TooManyShards;
        }

        KoalaBear[]? values = Published(layout, root, allowed);
        if (values is null)
        {
            return SettlementFault.NotARoot;
        }

        if (request.Payees.Count != PayeeTree.PositionCount || PayeeTree.TryAttribute(root.ShardCount, request.Payees) != root.Attribution)
        {
            return SettlementFault.OtherPayees;
        }

        Write(values, layout.PayeePoint, request.Point);
        Write(values, layout.PayeeValue, PayeeTree.Evaluate(request.Payees, request.Point));
        request.Submitter.ToLimbs().CopyTo(values, layout.Submitter.Offset);
        statement = new(layout, values);
        return SettlementFault.None;
    }

    /// <summary>The values of a field.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public ReadOnlySpan<KoalaBear> Field(string name)
    {
        StatementField field = Layout.Find(name);
        return _values.AsSpan(field.Offset, field.Width);
    }

    // What is published of a root, or null when it is none.
    private static KoalaBear[]? Published(SettlementLayout layout, Statement root, in Digest8 allowed)
    {
        KoalaBear[] values = new KoalaBear[layout.Count];
        (KoalaBear? Constant, int Place)[] elements = layout.OfRoot(allowed);
        for (int i = 0; i < elements.Length; i++)
        {
            if (elements[i].Constant is not KoalaBear constant)
            {
                values[elements[i].Place] = root.Values[i];
            }
            else if (constant != root.Values[i])
            {
                return null;
            }
        }

        return values;
    }

    private static void Write(KoalaBear[] values, StatementField field, Ext5 value)
    {
        for (int k = 0; k < field.Width; k++)
        {
            values[field.Offset + k] = value[k];
        }
    }
}
