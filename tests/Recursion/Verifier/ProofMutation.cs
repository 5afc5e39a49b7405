using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Verifier;

/// <summary>Changes one element of an expanded proof, chosen at random among all parts that a verifier reads.</summary>
internal static class ProofMutation
{
    /// <summary>Changes the proof, or the public values, in place.</summary>
    /// <param name="prng">Chooses.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="publicValues">The public values.</param>
    /// <param name="parameters">Say which proofs of work there are; the witnesses of others are no part of a proof.</param>
    /// <returns>What was changed.</returns>
    public static string Apply(Prng prng, ExpandedProof proof, KoalaBear[] publicValues, ProofParameters parameters)
    {
        ProofHead head = proof.Head;
        switch (prng.NextInt(13))
        {
            case 0:
                return Change(prng, publicValues, "public value");
            case 1:
                return Change(prng, head.MainCap, "main cap");
            case 2:
                return Change(prng, head.PermutationCap, "permutation cap");
            case 3:
                return Change(prng, head.QuotientCap, "quotient cap");
            case 4:
                return Change(prng, head.FoldCaps[prng.NextInt(head.FoldCaps.Length)], "fold cap");
            case 5:
                return Change(prng, head.Openings, "opening");
            case 6:
                return Change(prng, head.Terminals, "terminal");
            case 7:
                return Change(prng, head.FinalPolynomial, "final polynomial");
            case 8 when parameters.QueryGrindingBits > 0:
                return ChangeWitness(prng, head, parameters.FoldGrindingBits > 0);
            case 8 or 9:
                return Change(prng, proof.PreprocessedCap, "preprocessed cap");
            case 10 or 11:
                return ChangeRow(prng, proof);
            default:
                Digest8[][] paths = proof.Paths[prng.NextInt(proof.Paths.Length)];
                return Change(prng, paths[prng.NextInt(paths.Length)], "sibling");
        }
    }

    private static string ChangeRow(Prng prng, ExpandedProof proof)
    {
        int tree = prng.NextInt(proof.Paths.Length);
        Span<KoalaBear> rows = proof.Rows.Of(tree, prng.NextInt(proof.Rows.GroupCount(tree)));
        int index = prng.NextInt(rows.Length);
        rows[index] += NonZero(prng);
        return FormattableString.Invariant($"row element {index} of tree {tree}");
    }

    private static string ChangeWitness(Prng prng, ProofHead head, bool hasFoldWork)
    {
        switch (prng.NextInt(4))
        {
            case 0:
                head.LookupWitness += NonZero(prng);
                return "lookup witness";
            case 1:
                head.BatchWitness += NonZero(prng);
                return "batch witness";
            case 2 when hasFoldWork:
                return Change(prng, head.FoldWitnesses, "fold witness");
            default:
                head.QueryWitness += NonZero(prng);
                return "query witness";
        }
    }

    private static string Change(Prng prng, Span<KoalaBear> elements, string name)
    {
        int index = prng.NextInt(elements.Length);
        elements[index] += NonZero(prng);
        return FormattableString.Invariant($"{name} {index}");
    }

    private static string Change(Prng prng, Span<Ext5> elements, string name)
    {
        int index = prng.NextInt(elements.Length);
        KoalaBear[] delta = new KoalaBear[Ext5.Degree];
        delta[prng.NextInt(delta.Length)] = NonZero(prng);
        elements[index] += new Ext5(delta);
        return FormattableString.Invariant($"{name} {index}");
    }

    private static string Change(Prng prng, Span<Digest8> digests, string name)
    {
        int index = prng.NextInt(digests.Length);
        KoalaBear[] elements = digests[index].Elements.ToArray();
        elements[prng.NextInt(elements.Length)] += NonZero(prng);
        digests[index] = Digest8.FromElements(elements);
        return FormattableString.Invariant($"{name} {index}");
    }

    private static KoalaBear NonZero(Prng prng) => KoalaBear.FromCanonical(1 + (uint)prng.NextInt(1 << 20));
}
