using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Proofs in the form that a contract reads.</summary>
public static class CalldataProof
{
    /// <summary>Writes a proof anew. It is parsed and its transcript replayed, but it is not verified.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="publicValues">The public values of the statement.</param>
    /// <param name="proof">The proof in compact form.</param>
    /// <param name="calldata">The same proof in calldata form; empty when there is none.</param>
    /// <returns>Why the proof cannot even be parsed, or <see cref="VerifyResult.Valid"/>.</returns>
    public static VerifyResult TryWrite(
        VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ReadOnlySpan<byte> proof, out byte[] calldata)
    {
        ArgumentNullException.ThrowIfNull(key);
        calldata = [];
        ProofReader reader = new(proof, key.Parameters, ProofForm.Compact);
        VerifyResult replayed = StarkVerifier.ReadHead(key, publicValues, ref reader, out ProofHead? head, out ProofChallenges? challenges);
        if (head is null || challenges is null)
        {
            return replayed;
        }

        QueryOpenings openings = QueryOpenings.Read(ref reader, key.Shape, challenges.Queries);
        reader.ReadEnd();
        if (reader.Status != VerifyStatus.Valid)
        {
            return new(reader.Status);
        }

        ProofWriter writer = new(key.Parameters, ProofForm.Calldata);
        writer.WriteHead(key.Shape, head);
        TreeShape[] trees = [.. key.Shape.CommitmentTrees, .. key.Shape.RoundTrees];
        writer.WriteOpenings(trees, [.. openings.Commitments, .. openings.Rounds], challenges.Queries);
        calldata = writer.ToArray();
        return VerifyResult.Valid;
    }
}
