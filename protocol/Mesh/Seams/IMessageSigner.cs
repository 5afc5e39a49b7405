namespace P2PProver.Mesh;

/// <summary>Signs this node's messages. On a network Ed25519 over canonical bytes; in the simulator a keyed hash, labelled so.</summary>
public interface IMessageSigner
{
    /// <summary>The key that signs.</summary>
    NodeId Node { get; }

    /// <summary>Signs a message of this node.</summary>
    /// <param name="message">The message, whose own signature field is not looked at.</param>
    MessageSignature Sign(MeshMessage message);
}
