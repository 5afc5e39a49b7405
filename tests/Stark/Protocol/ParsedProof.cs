namespace P2PProver.Stark.Tests.Protocol;

/// <summary>A proof as objects.</summary>
internal sealed record ParsedProof(ProofHead Head, ProofChallenges Challenges, QueryOpenings Openings)
{
    public byte[] Write(ProofShape shape)
    {
        ProofWriter writer = new(shape.Parameters);
        writer.WriteHead(shape, Head);
        foreach (TreeOpening opening in Openings.Commitments.Concat(Openings.Rounds))
        {
            writer.WriteOpening(opening);
        }

        return writer.ToArray();
    }
}
