using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Recursion;
using P2PProver.Rollup;

namespace P2PProver.Node.Batches;

/// <summary>The public values of shard proofs as recursion gets them: names, widths, and how neighbouring shards hang together.</summary>
public static class ShardFields
{
    /// <summary>The fields in the order of <see cref="ShardStatement.ToPublicValues"/>.</summary>
    public static IReadOnlyList<PublicField> All { get; } =
    [
        new("domain", LinkKind.Equal, Digest8.WordCount),
        new("stateIn", LinkKind.ChainIn, Digest8.WordCount),
        new("stateOut", LinkKind.ChainOut, Digest8.WordCount),
        new("dataIn", LinkKind.ChainIn, Digest8.WordCount),
        new("dataOut", LinkKind.ChainOut, Digest8.WordCount),
        new("z", LinkKind.Equal, Ext5.Degree),
        new("evalIn", LinkKind.ChainIn, Ext5.Degree),
        new("evalOut", LinkKind.ChainOut, Ext5.Degree),
        new("feesIn", LinkKind.ChainIn, Gwei.LimbCount),
        new("feesOut", LinkKind.ChainOut, Gwei.LimbCount),
    ];

    /// <summary>The public values of Leaf and Merge over shards.</summary>
    public static StatementLayout Layout { get; } = new(All);

    /// <summary>What a proof of Leaf or Merge says about the rollup, as if it were one large shard; null when fees are no amounts.</summary>
    public static ShardStatement? Read(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        KoalaBear[] values = new KoalaBear[Layout.ChildCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = statement.Values[Layout.PlaceOfChild(i)];
        }

        return ShardStatement.TryRead(values);
    }
}
