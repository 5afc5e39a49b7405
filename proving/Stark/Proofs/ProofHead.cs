using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>The part of a proof that comes before the queries: its size is a constant of the key.</summary>
public sealed class ProofHead : ProofHead<KoalaBear, Ext5, Digest8[]>
{
    /// <summary>A head of the right lengths, all zero.</summary>
    /// <param name="shape">The shape.</param>
    public static ProofHead Create(ProofShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int cap = 1 << shape.Parameters.CapHeight;
        return new ProofHead
        {
            MainCap = new Digest8[cap],
            PermutationCap = new Digest8[shape.HasLookups ? cap : 0],
            Terminals = new Ext5[shape.TerminalCount],
            QuotientCap = new Digest8[cap],
            Openings = new Ext5[shape.OpenedValueCount],
            FoldCaps = [.. shape.Schedule.Rounds.Select(round => new Digest8[shape.FoldCapLength(round)])],
            FoldWitnesses = new KoalaBear[shape.Schedule.Rounds.Count],
            FinalPolynomial = new Ext5[1 << shape.Parameters.LogFinalLength],
        };
    }
}
