using System.Security.Cryptography;
using P2PProver.Crypto;

namespace P2PProver.Libp2p.Identities;

/// <summary>A secp256k1 key as a peer key: the data is the compressed point, signatures are DER over SHA-256 of the message.</summary>
internal sealed class Secp256k1PeerKey : PeerPublicKey
{
    private readonly Secp256k1PublicKey _key;

    public Secp256k1PeerKey(Secp256k1PublicKey key)
        : base(KeyType.Secp256k1, Compress(key))
    {
        _key = key;
    }

    public static Secp256k1PeerKey? TryRead(ReadOnlySpan<byte> data) =>
        data.Length == Secp256k1PublicKey.CompressedBytes && Secp256k1PublicKey.TryRead(data, out Secp256k1PublicKey? key)
            ? new Secp256k1PeerKey(key)
            : null;

    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return Secp256k1Signature.TryReadDer(signature, out Secp256k1Signature read) && _key.Verify(hash, read);
    }

    private static byte[] Compress(Secp256k1PublicKey key)
    {
        byte[] compressed = new byte[Secp256k1PublicKey.CompressedBytes];
        key.WriteCompressed(compressed);
        return compressed;
    }
}
