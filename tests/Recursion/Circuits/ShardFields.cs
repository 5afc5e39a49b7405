using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Recursion.Tests.Circuits;

/// <summary>The public values of shards as recursion gets them.</summary>
internal static class ShardFields
{
    public static PublicField[] All { get; } =
    [
        new("Domain", LinkKind.Equal, Digest8.WordCount),
        new("StateIn", LinkKind.ChainIn, Digest8.WordCount),
        new("StateOut", LinkKind.ChainOut, Digest8.WordCount),
        new("DataIn", LinkKind.ChainIn, Digest8.WordCount),
        new("DataOut", LinkKind.ChainOut, Digest8.WordCount),
        new("Point", LinkKind.Equal, Ext5.Degree),
        new("EvaluationIn", LinkKind.ChainIn, Ext5.Degree),
        new("EvaluationOut", LinkKind.ChainOut, Ext5.Degree),
        new("FeesIn", LinkKind.ChainIn, Gwei.LimbCount),
        new("FeesOut", LinkKind.ChainOut, Gwei.LimbCount),
    ];
}
