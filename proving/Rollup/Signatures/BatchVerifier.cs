using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// Verifies signatures side by side: every valid one takes the same 150 hashes, so that step i of all of them is one packed call. The
/// scalar twin is <see cref="XmssVerifier"/>.
/// </summary>
public static class BatchVerifier
{
    /// <summary>The number of claims that fill the registers of this machine.</summary>
    public static int GroupSize => PackedCompression.GroupSize;

    /// <summary>Verifies claims and sets their verdicts and digits.</summary>
    public static void Verify(IReadOnlyList<SignatureClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        Encode(claims);
        SignatureClaim[] encoded = [.. claims.Where(claim => claim.Verdict == SignatureVerdict.Valid)];
        Digest4[][] ends = WalkChains(encoded);
        Digest4[] nodes = HashLeaves(encoded, ends);
        Climb(encoded, nodes);
        for (int i = 0; i < encoded.Length; i++)
        {
            encoded[i].Verdict = nodes[i] == encoded[i].Key.Root ? SignatureVerdict.Valid : SignatureVerdict.WrongRoot;
        }
    }

    private static void Encode(IReadOnlyList<SignatureClaim> claims)
    {
        Lanes lanes = new(claims.Count);
        for (int i = 0; i < claims.Count; i++)
        {
            lanes.Left[i] = claims[i].Message;
            lanes.Right[i] = Xmss.EncodingRight(claims[i].Slot, claims[i].Signature.Elements[..Xmss.RandomnessElements]);
        }

        lanes.Compress();
        for (int i = 0; i < claims.Count; i++)
        {
            lanes.Left[i] = lanes.Results[i];
            lanes.Right[i] = Xmss.ParameterRight(claims[i].Key.Parameter);
        }

        lanes.Compress();
        for (int i = 0; i < claims.Count; i++)
        {
            claims[i].Verdict = TargetSum.Decode(lanes.Results[i], claims[i].Digits);
        }
    }

    /// <summary>Takes the 110 steps of each signature, chain after chain; signatures are in different chains at the same time.</summary>
    private static Digest4[][] WalkChains(SignatureClaim[] claims)
    {
        Lanes lanes = new(claims.Length);
        Digest4[][] values = [.. claims.Select(claim => claim.Signature.Chains.ToArray())];
        (int Chain, int Step)[] places = [.. claims.Select(claim => Next(claim.Digits, 0, claim.Digits[0]))];
        for (int i = 0; i < claims.Length; i++)
        {
            lanes.Right[i] = Xmss.ParameterRight(claims[i].Key.Parameter);
        }

        for (int count = 0; count < Xmss.VerifySteps; count++)
        {
            for (int i = 0; i < claims.Length; i++)
            {
                lanes.Left[i] = Xmss.ChainLeft(places[i].Chain, places[i].Step, claims[i].Slot, values[i][places[i].Chain]);
            }

            lanes.Compress();
            for (int i = 0; i < claims.Length; i++)
            {
                values[i][places[i].Chain] = Xmss.Truncate(lanes.Results[i]);
                places[i] = Next(claims[i].Digits, places[i].Chain, places[i].Step + 1);
            }
        }

        return values;
    }

    /// <summary>The place itself, or the start of the next chain with a step to take when this one is at its end.</summary>
    private static (int Chain, int Step) Next(byte[] digits, int chain, int step)
    {
        while (step == Xmss.Base - 1 && chain < Xmss.ChainCount - 1)
        {
            chain++;
            step = digits[chain];
        }

        return (chain, step);
    }

    private static Digest4[] HashLeaves(SignatureClaim[] claims, Digest4[][] ends)
    {
        Lanes lanes = new(claims.Length);
        for (int i = 0; i < claims.Length; i++)
        {
            lanes.Left[i] = Xmss.LeafLeft(claims[i].Slot, claims[i].Key.Parameter);
        }

        lanes.Compress();
        for (int pair = 0; pair < Xmss.ChainCount; pair += 2)
        {
            lanes.Results.CopyTo(lanes.Left, 0);
            for (int i = 0; i < claims.Length; i++)
            {
                lanes.Right[i] = Xmss.Pair(ends[i][pair], ends[i][pair + 1]);
            }

            lanes.Compress();
        }

        return [.. lanes.Results.Select(state => Xmss.Truncate(state))];
    }

    private static void Climb(SignatureClaim[] claims, Digest4[] nodes)
    {
        Lanes lanes = new(claims.Length);
        for (int level = 0; level < Xmss.TreeHeight; level++)
        {
            for (int i = 0; i < claims.Length; i++)
            {
                uint slot = claims[i].Slot.Value;
                Digest4 sibling = claims[i].Signature.Path[level];
                bool isRight = ((slot >> level) & 1) != 0;
                lanes.Left[i] = Xmss.NodeLeft(level + 1, slot >> (level + 1), claims[i].Key.Parameter);
                lanes.Right[i] = isRight ? Xmss.Pair(sibling, nodes[i]) : Xmss.Pair(nodes[i], sibling);
            }

            lanes.Compress();
            for (int i = 0; i < claims.Length; i++)
            {
                nodes[i] = Xmss.Truncate(lanes.Results[i]);
            }
        }
    }

    /// <summary>Inputs and results of one packed call, one claim each.</summary>
    private sealed class Lanes(int count)
    {
        public Digest8[] Left { get; } = new Digest8[count];

        public Digest8[] Right { get; } = new Digest8[count];

        public Digest8[] Results { get; } = new Digest8[count];

        public void Compress() => PackedCompression.Compress(Left, Right, Results);
    }
}
