using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>Where a shard's public values stand in the order of <see cref="ShardStatement.ToPublicValues"/>.</summary>
internal static class ShardPublics
{
    public const int Domain = 0;
    public const int StateIn = Domain + Digest8.WordCount;
    public const int StateOut = StateIn + Digest8.WordCount;
    public const int DataIn = StateOut + Digest8.WordCount;
    public const int DataOut = DataIn + Digest8.WordCount;
    public const int Point = DataOut + Digest8.WordCount;
    public const int EvaluationIn = Point + ProofParameters.ExtensionDegree;
    public const int EvaluationOut = EvaluationIn + ProofParameters.ExtensionDegree;
    public const int FeesIn = EvaluationOut + ProofParameters.ExtensionDegree;
    public const int FeesOut = FeesIn + Gwei.LimbCount;
}
