namespace P2PProver.Mesh;

/// <summary>Checks signatures of messages.</summary>
public interface IMessageVerifier
{
    /// <summary>Whether the signature is that of the message's author over its other fields. Total: false for any fault, also one of the
    /// key.</summary>
    bool Verify(MeshMessage message);
}
