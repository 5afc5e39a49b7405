using System.Globalization;

namespace P2PProver.Mesh.Tests.Rig;

/// <summary>Test only: a hash over author and content in place of a signature. Whoever knows this class can sign as anybody.</summary>
internal sealed class KeyedHashAuthenticator(NodeId node) : IMessageSigner, IMessageVerifier
{
    public NodeId Node => node;

    public MessageSignature Sign(MeshMessage message) => SignAs(message);

    public bool Verify(MeshMessage message) => message.Signature == SignAs(message);

    public static T Signed<T>(T message)
        where T : MeshMessage => (T)(message with { Signature = SignAs(message) });

    private static MessageSignature SignAs(MeshMessage message) =>
        new(TestKeys.Hash($"first {message.Node.Value} {Content(message)}"), TestKeys.Hash($"second {message.Node.Value}"));

    private static string Content(MeshMessage message) => message switch
    {
        BatchAnnounce m => $"announce {m.Batch.Value} {m.CommitBlock} {m.Transaction} {string.Join(',', m.WitnessProviders.Select(id => id.Value))}",
        Claim m => string.Create(CultureInfo.InvariantCulture, $"claim {m.Batch.Value} {m.Task} {m.ExpiryMs}"),
        ClaimHeartbeat m => string.Create(CultureInfo.InvariantCulture, $"heartbeat {m.Batch.Value} {m.Task} {m.Quarter}"),
        ProofHeader m => string.Create(CultureInfo.InvariantCulture, $"header {m.Batch.Value} {m.Task} {m.Proof.Value} {m.SizeBytes}"),
        FinalHeader m => string.Create(CultureInfo.InvariantCulture, $"final {m.Batch.Value} {m.Proof.Value} {m.SizeBytes} {m.Submitter}"),
        InvalidProof m => $"invalid {m.Reason} {m.Header.Node.Value} {Content(m.Header)}",
        Equivocation m => $"equivocation {m.First.Node.Value} {Content(m.First)} {Content(m.Second)}",
        _ => throw new ArgumentException("No such message.", nameof(message)),
    };
}
