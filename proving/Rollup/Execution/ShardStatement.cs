using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>What a shard proof says: its 61 public values by name, in their order.</summary>
/// <param name="Domain">The rollup's domain as elements.</param>
/// <param name="StateIn">The state root before.</param>
/// <param name="StateOut">The state root after.</param>
/// <param name="DataIn">The chain digest of the blocks before.</param>
/// <param name="DataOut">The chain digest with this shard's blocks.</param>
/// <param name="Point">Where the data is evaluated, z.</param>
/// <param name="EvaluationIn">The accumulator before; 1 in the first shard.</param>
/// <param name="EvaluationOut">The accumulator after this shard's elements.</param>
/// <param name="FeesIn">Fees collected before and not credited yet.</param>
/// <param name="FeesOut">Fees collected after.</param>
public sealed record ShardStatement(
    Digest8 Domain,
    Digest8 StateIn,
    Digest8 StateOut,
    Digest8 DataIn,
    Digest8 DataOut,
    Ext5 Point,
    Ext5 EvaluationIn,
    Ext5 EvaluationOut,
    Gwei FeesIn,
    Gwei FeesOut)
{
    /// <summary>Public values of a shard proof.</summary>
    public const int Count = (5 * Digest8.WordCount) + (3 * 5) + (2 * Gwei.LimbCount);

    /// <summary>The public values in the order of the parameters; fees are three limbs each.</summary>
    public KoalaBear[] ToPublicValues()
    {
        KoalaBear[] values = new KoalaBear[Count];
        int next = 0;
        foreach (Digest8 digest in (ReadOnlySpan<Digest8>)[Domain, StateIn, StateOut, DataIn, DataOut])
        {
            digest.Elements.CopyTo(values.AsSpan(next));
            next += Digest8.WordCount;
        }

        foreach (Ext5 element in (ReadOnlySpan<Ext5>)[Point, EvaluationIn, EvaluationOut])
        {
            element.CopyTo(values.AsSpan(next));
            next += Ext5.Degree;
        }

        FeesIn.WriteLimbs(values.AsSpan(next));
        FeesOut.WriteLimbs(values.AsSpan(next + Gwei.LimbCount));
        return values;
    }
}
