using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>
/// The public values of Shrink and Final: what the root's statement says, without what a root must say, then the point and value of the
/// list of payees and who submits. All root conditions that are constants stand here.
/// </summary>
public sealed class SettlementLayout
{
    private readonly Dictionary<string, ImmutableArray<KoalaBear>> _constants;

    /// <summary>Derives the layout.</summary>
    /// <param name="root">The statement of roots.</param>
    /// <param name="constants">The machine's fields that must have certain values at the root.</param>
    /// <exception cref="ArgumentException">A constant belongs to no field of the machine, or has another width.</exception>
    public SettlementLayout(StatementLayout root, IReadOnlyDictionary<string, ImmutableArray<KoalaBear>> constants)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(constants);
        foreach ((string name, ImmutableArray<KoalaBear> value) in constants)
        {
            if (root.ChildFields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal))?.Width != value.Length)
            {
                throw new ArgumentException($"The machine has no field {name} of {value.Length} elements.", nameof(constants));
            }
        }

        Root = root;
        _constants = new(constants, StringComparer.Ordinal)
        {
            [root.FirstShard.Name] = [KoalaBear.Zero],
        };
        List<StatementField> fields = [];
        foreach (StatementField field in root.Fields.Where(field => field != root.Allowed && !_constants.ContainsKey(field.Name)))
        {
            Append(fields, field.Name, field.Width);
        }

        PayeePoint = Append(fields, nameof(PayeePoint), Ext5.Degree);
        PayeeValue = Append(fields, nameof(PayeeValue), Ext5.Degree);
        Submitter = Append(fields, nameof(Submitter), Payee.LimbCount);
        Fields = [.. fields];
    }

    /// <summary>The statement of roots.</summary>
    public StatementLayout Root { get; }

    /// <summary>All fields in their order.</summary>
    public ImmutableArray<StatementField> Fields { get; }

    /// <summary>The point at which the list of payees is evaluated, z2.</summary>
    public StatementField PayeePoint { get; }

    /// <summary>Its value there, y2.</summary>
    public StatementField PayeeValue { get; }

    /// <summary>Limbs of the address that submits the proof.</summary>
    public StatementField Submitter { get; }

    /// <summary>Number of public values.</summary>
    public int Count => Submitter.Offset + Submitter.Width;

    /// <summary>A field by its name.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public StatementField Find(string name)
    {
        foreach (StatementField field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
            {
                return field;
            }
        }

        throw new ArgumentException($"No field is named {name}.", nameof(name));
    }

    /// <summary>
    /// For each element of a root's statement what it must be: a constant, or the public value at a place of this layout.
    /// </summary>
    /// <param name="allowed">Digest of the keys whose proofs are roots.</param>
    internal (KoalaBear? Constant, int Place)[] OfRoot(in Digest8 allowed)
    {
        (KoalaBear?, int)[] elements = new (KoalaBear?, int)[Root.Count];
        foreach (StatementField field in Root.Fields)
        {
            ImmutableArray<KoalaBear> constant = field == Root.Allowed
                ? [.. allowed.Elements]
                : _constants.GetValueOrDefault(field.Name, ImmutableArray<KoalaBear>.Empty);
            int place = constant.IsEmpty ? Find(field.Name).Offset : -1;
            for (int i = 0; i < field.Width; i++)
            {
                elements[field.Offset + i] = constant.IsEmpty ? (null, place + i) : (constant[i], -1);
            }
        }

        return elements;
    }

    private static StatementField Append(List<StatementField> fields, string name, int width)
    {
        StatementField last = fields.Count == 0 ? default : fields[^1];
        StatementField field = new(name, last.Offset + last.Width, width);
        fields.Add(field);
        return field;
    }
}
