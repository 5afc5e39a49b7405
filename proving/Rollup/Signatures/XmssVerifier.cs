using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Verifies signatures: two hashes for the digits, 110 chain steps, 22 hashes for the leaf, 16 for the path.</summary>
public static class XmssVerifier
{
    /// <summary>Verifies one signature.</summary>
    public static SignatureVerdict Verify(in PublicKey key, Slot slot, in Digest8 message, XmssSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        Span<byte> digits = stackalloc byte[Xmss.ChainCount];
        SignatureVerdict verdict = Digits(key, slot, message, signature, digits);
        if (verdict != SignatureVerdict.Valid)
        {
            return verdict;
        }

        Span<Digest4> ends = stackalloc Digest4[Xmss.ChainCount];
        for (int chain = 0; chain < ends.Length; chain++)
        {
            ends[chain] = Walk(chain, digits[chain], Xmss.Base - 1, slot, key.Parameter, signature.Chains[chain]);
        }

        Digest4 leaf = Leaf(slot, key.Parameter, ends);
        return Climb(slot, key.Parameter, leaf, [.. signature.Path]) == key.Root ? SignatureVerdict.Valid : SignatureVerdict.WrongRoot;
    }

    /// <summary>The digits that a signature claims for a message.</summary>
    /// <param name="key">The key.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="message">The message's digest.</param>
    /// <param name="signature">The signature, of which only the randomness is used.</param>
    /// <param name="digits">42 digits.</param>
    public static SignatureVerdict Digits(in PublicKey key, Slot slot, in Digest8 message, XmssSignature signature, Span<byte> digits)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ReadOnlySpan<KoalaBear> randomness = signature.Elements[..Xmss.RandomnessElements];
        return TargetSum.Decode(Xmss.EncodingDigest(message, slot, randomness, key.Parameter), digits);
    }

    /// <summary>Walks a chain from one height to another.</summary>
    public static Digest4 Walk(int chain, int from, int to, Slot slot, Digest4 parameter, Digest4 value)
    {
        Digest8 right = Xmss.ParameterRight(parameter);
        for (int step = from; step < to; step++)
        {
            value = Xmss.Truncate(RollupHash.Compress(Xmss.ChainLeft(chain, step, slot, value), right));
        }

        return value;
    }

    /// <summary>The leaf of 42 chain ends.</summary>
    public static Digest4 Leaf(Slot slot, Digest4 parameter, ReadOnlySpan<Digest4> ends)
    {
        Digest8 state = RollupHash.Compress(Xmss.LeafLeft(slot, parameter), default);
        for (int i = 0; i < ends.Length; i += 2)
        {
            state = RollupHash.Compress(state, Xmss.Pair(ends[i], ends[i + 1]));
        }

        return Xmss.Truncate(state);
    }

    /// <summary>The root over a leaf by its path.</summary>
    public static Digest4 Climb(Slot slot, Digest4 parameter, Digest4 node, ReadOnlySpan<Digest4> path)
    {
        for (int level = 0; level < path.Length; level++)
        {
            bool isRight = ((slot.Value >> level) & 1) != 0;
            Digest8 pair = isRight ? Xmss.Pair(path[level], node) : Xmss.Pair(node, path[level]);
            node = Xmss.Truncate(RollupHash.Compress(Xmss.NodeLeft(level + 1, slot.Value >> (level + 1), parameter), pair));
        }

        return node;
    }
}
