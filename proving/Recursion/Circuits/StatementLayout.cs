using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>
/// The public values of Leaf and Merge over some machine: allowed, the machine's leading fields that are equal in all shards, batch,
/// firstShard, shardCount, the machine's other fields, attribution.
/// </summary>
public sealed class StatementLayout
{
    private readonly int[] _childPlaces;

    /// <summary>Derives the layout.</summary>
    /// <param name="fields">The machine's public values in their order; a chained start is followed by its end of the same width.</param>
    /// <exception cref="ArgumentException">A chained field has no counterpart, or a width is not positive.</exception>
    public StatementLayout(IEnumerable<PublicField> fields)
    {
        ChildFields = [.. fields];
        Check(nameof(fields));
        List<StatementField> all = [];
        List<int> places = [];
        Allowed = Append(all, nameof(Allowed), Digest8.WordCount);
        int leading = ChildFields.TakeWhile(field => field.Kind == LinkKind.Equal).Count();
        AppendChild(all, places, ChildFields.Take(leading));
        Batch = Append(all, nameof(Batch), Digest8.WordCount);
        FirstShard = Append(all, nameof(FirstShard), 1);
        ShardCount = Append(all, nameof(ShardCount), 1);
        AppendChild(all, places, ChildFields.Skip(leading));
        Attribution = Append(all, nameof(Attribution), Digest8.WordCount);
        Fields = [.. all];
        _childPlaces = [.. places];
    }

    /// <summary>The machine's public values.</summary>
    public ImmutableArray<PublicField> ChildFields { get; }

    /// <summary>All fields in their order.</summary>
    public ImmutableArray<StatementField> Fields { get; }

    /// <summary>Digest of the keys that may be merged.</summary>
    public StatementField Allowed { get; }

    /// <summary>The batch's key.</summary>
    public StatementField Batch { get; }

    /// <summary>The first shard proven.</summary>
    public StatementField FirstShard { get; }

    /// <summary>The number of shards proven.</summary>
    public StatementField ShardCount { get; }

    /// <summary>Digest of who proved what.</summary>
    public StatementField Attribution { get; }

    /// <summary>Number of public values.</summary>
    public int Count => Attribution.Offset + Attribution.Width;

    /// <summary>Number of public values of the machine.</summary>
    public int ChildCount => _childPlaces.Length;

    /// <summary>The place, among the public values, of one of the machine's.</summary>
    public int PlaceOfChild(int index) => _childPlaces[index];

    /// <summary>How each public value of the machine hangs together with that of neighbours.</summary>
    public LinkKind KindOfChild(int index)
    {
        int field = 0;
        for (; index >= ChildFields[field].Width; field++)
        {
            index -= ChildFields[field].Width;
        }

        return ChildFields[field].Kind;
    }

    /// <summary>Elements between a chained start and its end.</summary>
    internal int WidthOfChild(int index)
    {
        int field = 0;
        for (; index >= ChildFields[field].Width; field++)
        {
            index -= ChildFields[field].Width;
        }

        return ChildFields[field].Width;
    }

    /// <summary>A canonical description.</summary>
    internal byte[] Encode()
    {
        StringBuilder text = new();
        foreach (PublicField field in ChildFields)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{field.Name}:{(int)field.Kind}:{field.Width};");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static StatementField Append(List<StatementField> all, string name, int width)
    {
        StatementField last = all.Count == 0 ? default : all[^1];
        StatementField field = new(name, last.Offset + last.Width, width);
        all.Add(field);
        return field;
    }

    private static void AppendChild(List<StatementField> all, List<int> places, IEnumerable<PublicField> fields)
    {
        foreach (PublicField child in fields)
        {
            StatementField field = Append(all, child.Name, child.Width);
            places.AddRange(Enumerable.Range(field.Offset, field.Width));
        }
    }

    private void Check(string parameter)
    {
        for (int i = 0; i < ChildFields.Length; i++)
        {
            PublicField field = ChildFields[i];
            bool isStart = field.Kind == LinkKind.ChainIn;
            bool isPaired = field.Kind == LinkKind.Equal
                || (isStart && i + 1 < ChildFields.Length && ChildFields[i + 1].Kind == LinkKind.ChainOut && ChildFields[i + 1].Width == field.Width)
                || (!isStart && i > 0 && ChildFields[i - 1].Kind == LinkKind.ChainIn);
            if (field.Width <= 0 || !isPaired)
            {
                throw new ArgumentException($"{field.Name} has no counterpart of its width.", parameter);
            }
        }
    }
}
