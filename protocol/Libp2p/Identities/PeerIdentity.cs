using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using P2PProver.Crypto;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Identities;

/// <summary>
/// A node's own peer key: Ed25519, or secp256k1 for networks that want it. It owns the private key it was made with. Threads may share it.
/// </summary>
public sealed class PeerIdentity : IDisposable
{
    private const int EncodingBytesMax = 128;
    private const int LegacyEd25519Bytes = 96;

    private readonly Ed25519PrivateKey? _ed25519;
    private readonly Secp256k1PrivateKey? _secp256k1;

    /// <summary>The identity of an Ed25519 key.</summary>
    public PeerIdentity(Ed25519PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _ed25519 = key;
        PublicKey = new Ed25519PeerKey(key.PublicKey);
    }

    /// <summary>The identity of a secp256k1 key.</summary>
    public PeerIdentity(Secp256k1PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _secp256k1 = key;
        PublicKey = new Secp256k1PeerKey(key.PublicKey);
    }

    /// <summary>The public half.</summary>
    public PeerPublicKey PublicKey { get; }

    /// <summary>The peer id of the public half.</summary>
    public PeerId Id => PublicKey.Id;

    /// <summary>A new Ed25519 identity from the system's random generator.</summary>
    public static PeerIdentity Generate() => new(Ed25519PrivateKey.Generate());

    /// <summary>
    /// Reads the private key message of the peer-ids specification: Ed25519 as seed and public key (the older form repeats the public key)
    /// and secp256k1 as a scalar. The caller erases its copy. A public half that is not the seed's is refused.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out PeerIdentity? identity)
    {
        identity = null;
        if (encoding.Length > EncodingBytesMax)
        {
            return false;
        }

        ProtoReader reader = new(encoding);
        if (!reader.Next() || !reader.Is(1, ProtoWireType.Varint))
        {
            return false;
        }

        ulong type = reader.Number;
        if (!reader.Next() || !reader.Is(2, ProtoWireType.Bytes))
        {
            return false;
        }

        identity = type switch
        {
            (ulong)KeyType.Ed25519 => ReadEd25519(reader.Bytes),
            (ulong)KeyType.Secp256k1 => Secp256k1PrivateKey.TryRead(reader.Bytes, out Secp256k1PrivateKey? key) ? new PeerIdentity(key) : null,
            _ => null,
        };
        return identity is not null && !reader.Next() && !reader.Malformed;
    }

    /// <summary>Signs a message; what <see cref="PeerPublicKey.Verify"/> of the public half accepts.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        if (_ed25519 is not null)
        {
            return _ed25519.Sign(message).Encoding.ToArray();
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        Span<byte> der = stackalloc byte[Secp256k1Signature.DerBytesMax];
        int length = _secp256k1!.SignHash(hash).Signature.WriteDer(der);
        return der[..length].ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ed25519?.Dispose();
        _secp256k1?.Dispose();
    }

    /// <summary>The peer id; never the secret.</summary>
    public override string ToString() => $"identity of {PublicKey}";

    private static PeerIdentity? ReadEd25519(ReadOnlySpan<byte> data)
    {
        const int Seed = Ed25519PrivateKey.SeedBytes;
        const int Public = Ed25519PublicKey.Bytes;
        if (data.Length is not (Seed + Public or LegacyEd25519Bytes) || !Ed25519PrivateKey.TryRead(data[..Seed], out Ed25519PrivateKey? key))
        {
            return null;
        }

        for (int start = Seed; start < data.Length; start += Public)
        {
            if (!data.Slice(start, Public).SequenceEqual(key.PublicKey.Encoding))
            {
                key.Dispose();
                return null;
            }
        }

        return new PeerIdentity(key);
    }
}
