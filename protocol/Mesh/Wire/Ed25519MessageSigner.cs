using P2PProver.Crypto;

namespace P2PProver.Mesh.Wire;

/// <summary>Signs a node's messages with its peer key over <see cref="MeshWire.SigningBytes"/>. Threads may share it.</summary>
public sealed class Ed25519MessageSigner : IMessageSigner
{
    private readonly Ed25519PrivateKey _key;
    private readonly Hash32 _network;

    /// <summary>A signer with a key, which stays the caller's to dispose of.</summary>
    /// <param name="key">The node's peer key.</param>
    /// <param name="network">The hash of the network file.</param>
    public Ed25519MessageSigner(Ed25519PrivateKey key, Hash32 network)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        _network = network;
        Node = new NodeId(Hash32.TryRead(key.PublicKey.Encoding, out Hash32 id) ? id : default);
    }

    /// <inheritdoc/>
    public NodeId Node { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is another node's.</exception>
    public MessageSignature Sign(MeshMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Node != Node)
        {
            throw new ArgumentException($"a message of {message.Node} is not {Node}'s to sign", nameof(message));
        }

        Ed25519Signature signature = _key.Sign(MeshWire.SigningBytes(message, _network));
        return MessageSignature.TryRead(signature.Encoding, out MessageSignature read) ? read : default;
    }
}
