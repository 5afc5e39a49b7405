using P2PProver.Crypto;

namespace P2PProver.Mesh.Wire;

/// <summary>
/// Checks Ed25519 signatures over <see cref="MeshWire.SigningBytes"/> on one network. Keys that were read are remembered, so many at most.
/// Threads may share it.
/// </summary>
/// <param name="network">The hash of the network file.</param>
public sealed class Ed25519MessageVerifier(Hash32 network) : IMessageVerifier
{
    /// <summary>Keys remembered; beyond, all are forgotten at once.</summary>
    private const int KeysMax = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<NodeId, Ed25519PublicKey> _keys = [];

    /// <inheritdoc/>
    public bool Verify(MeshMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!TryKey(message.Node, out Ed25519PublicKey? key))
        {
            return false;
        }

        Span<byte> signature = stackalloc byte[MessageSignature.Bytes];
        message.Signature.Write(signature);
        return key!.Verify(MeshWire.SigningBytes(message, network), signature);
    }

    private bool TryKey(NodeId node, out Ed25519PublicKey? key)
    {
        lock (_lock)
        {
            if (_keys.TryGetValue(node, out key))
            {
                return true;
            }
        }

        Span<byte> encoding = stackalloc byte[Hash32.Bytes];
        node.Value.Write(encoding);
        if (!Ed25519PublicKey.TryRead(encoding, out key))
        {
            return false;
        }

        lock (_lock)
        {
            if (_keys.Count >= KeysMax)
            {
                _keys.Clear();
            }

            _keys[node] = key;
        }

        return true;
    }
}
