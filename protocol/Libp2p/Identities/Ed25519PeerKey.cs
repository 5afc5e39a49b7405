using P2PProver.Crypto;

namespace P2PProver.Libp2p.Identities;

/// <summary>An Ed25519 key as a peer key: the data is the 32 bytes of the key.</summary>
internal sealed class Ed25519PeerKey : PeerPublicKey
{
    private readonly Ed25519PublicKey _key;

    public Ed25519PeerKey(Ed25519PublicKey key)
        : base(KeyType.Ed25519, key.Encoding)
    {
        _key = key;
    }

    public static Ed25519PeerKey? TryRead(ReadOnlySpan<byte> data) =>
        Ed25519PublicKey.TryRead(data, out Ed25519PublicKey? key) ? new Ed25519PeerKey(key) : null;

    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => _key.Verify(message, signature);
}
