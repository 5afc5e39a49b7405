namespace P2PProver.Stark.Tests.Protocol;

/// <summary>A proof as objects.</summary>
internal sealed record ParsedProof(ProofHead Head, ProofChallenges Challenges, QueryOpenings Openings)
{
    public byte[] Write(ProofShape shape)
    {
        ProofWriter writer = new(shape.Parameters, ProofForm.Compact);
        writer.WriteHead(shape, Head);
        writer.WriteOpenings(
            [.. shape.CommitmentTrees, .. shape.RoundTrees], [.. Openings.Commitments, .. Openings.Rounds], Challenges.Queries);
        return writer.ToArray();
    }
}
