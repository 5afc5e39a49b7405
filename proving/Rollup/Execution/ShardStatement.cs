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

    /// <summary>Reads public values; null when there are not 61, or limbs of fees are not those of an amount.</summary>
    public static ShardStatement? TryRead(ReadOnlySpan<KoalaBear> values)
    {
        const int Elements = 5 * Digest8.WordCount;
        if (values.Length != Count
            || !Gwei.TryReadLimbs(values[^(2 * Gwei.LimbCount)..^Gwei.LimbCount], out Gwei feesIn)
            || !Gwei.TryReadLimbs(values[^Gwei.LimbCount..], out Gwei feesOut))
        {
            return null;
        }

        return new ShardStatement(
            Digest8.FromElements(values[..8]),
            Digest8.FromElements(values[8..16]),
            Digest8.FromElements(values[16..24]),
            Digest8.FromElements(values[24..32]),
            Digest8.FromElements(values[32..40]),
            new Ext5(values.Slice(Elements, Ext5.Degree)),
            new Ext5(values.Slice(Elements + Ext5.Degree, Ext5.Degree)),
            new Ext5(values.Slice(Elements + (2 * Ext5.Degree), Ext5.Degree)),
            feesIn,
            feesOut);
    }

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
