using P2PProver.Mesh;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>
/// Signatures for the simulation only: a keyed hash of the message's fields. The secret of a node follows from its name and the run's seed; only
/// <see cref="SignerOf"/> hands out signers, so that an adversary can sign as itself alone.
/// </summary>
public sealed class MockSignatures(ulong seed) : IMessageVerifier
{
    /// <summary>The signer of a node.</summary>
    public IMessageSigner SignerOf(NodeId node) => new Signer(this, node);

    /// <inheritdoc/>
    public bool Verify(MeshMessage message) => message is not null && message.Signature == Sign(message, message.Node);

    private MessageSignature Sign(MeshMessage message, NodeId signer)
    {
        Hash32 content = Content(message);
        Hash32 node = signer.Value;
        Hash32 first = MockHash.Of(seed, node.A, node.B, content.A, content.B, content.C, content.D);
        return new MessageSignature(first, content);
    }

    private static Hash32 Content(MeshMessage message)
    {
        return message switch
        {
            Claim claim => Mix(1, claim.Batch, claim.Task, (ulong)claim.ExpiryMs),
            ClaimHeartbeat beat => Mix(2, beat.Batch, beat.Task, (ulong)beat.Quarter),
            ProofHeader header => HeaderContent(header),
            FinalHeader final => MockHash.Of(
                4, final.Batch.Value.A, final.Proof.Value.A, final.Proof.Value.B, (ulong)final.SizeBytes, MockHash.WordOf(final.Submitter)),
            BatchAnnounce announce => AnnounceContent(announce),
            InvalidProof report => Combine(6, HeaderContent(report.Header), (ulong)report.Reason),
            Equivocation report => Combine(7, HeaderContent(report.First), HeaderContent(report.Second).A),
            _ => MockHash.Of(99),
        };
    }

    private static Hash32 HeaderContent(ProofHeader header)
    {
        Hash32 proof = header.Proof.Value;
        Hash32 node = header.Node.Value;
        return MockHash.Of(
            3, header.Batch.Value.A, header.Batch.Value.B, Pack(header.Task), proof.A, proof.B, (ulong)header.SizeBytes, node.A);
    }

    private static Hash32 AnnounceContent(BatchAnnounce announce)
    {
        Hash32 content = MockHash.Of(
            5, announce.Batch.Value.A, announce.CommitBlock.Number, announce.CommitBlock.Hash.A, announce.Transaction.A);
        foreach (NodeId provider in announce.WitnessProviders)
        {
            content = Combine(5, content, provider.Value.A);
        }

        return content;
    }

    private static Hash32 Mix(ulong kind, BatchKey batch, TaskId task, ulong value) =>
        MockHash.Of(kind, batch.Value.A, batch.Value.B, Pack(task), value);

    private static Hash32 Combine(ulong kind, Hash32 content, ulong value) => MockHash.Of(kind, content.A, content.B, content.C, content.D, value);

    private static ulong Pack(TaskId task) => ((ulong)(uint)task.Level << 32) | (uint)task.Index;

    private sealed class Signer(MockSignatures signatures, NodeId node) : IMessageSigner
    {
        public NodeId Node => node;

        public MessageSignature Sign(MeshMessage message) => signatures.Sign(message, node);
    }
}
