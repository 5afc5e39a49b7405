using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Identities;

/// <summary>
/// The public key of a peer, which its <see cref="PeerId"/> is made of (libp2p peer-ids specification). Immutable; threads may share it.
/// </summary>
public abstract class PeerPublicKey : IEquatable<PeerPublicKey>
{
    /// <summary>The longest encoding that is read: an RSA key of 8192 bits fits.</summary>
    public const int BytesMax = 1200;

    private const int TypeField = 1;
    private const int DataField = 2;

    private readonly byte[] _encoding;

    private protected PeerPublicKey(KeyType type, ReadOnlySpan<byte> data)
    {
        Type = type;
        _encoding = Encode(type, data);
        Id = PeerId.OfEncodedKey(_encoding);
    }

    /// <summary>The kind of key.</summary>
    public KeyType Type { get; }

    /// <summary>The message { type, data } in its only encoding.</summary>
    public ReadOnlySpan<byte> Encoding => _encoding;

    /// <summary>The peer that has this key.</summary>
    public PeerId Id { get; }

    /// <summary>
    /// Reads a key from untrusted bytes. Only the encoding that <see cref="Encoding"/> writes is read, since the peer id depends on it.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out PeerPublicKey? key)
    {
        key = null;
        if (encoding.Length > BytesMax)
        {
            return false;
        }

        ProtoReader reader = new(encoding);
        if (!reader.Next() || !reader.Is(TypeField, ProtoWireType.Varint) || reader.Number > (ulong)KeyType.Ecdsa)
        {
            return false;
        }

        KeyType type = (KeyType)reader.Number;
        if (!reader.Next() || !reader.Is(DataField, ProtoWireType.Bytes) || !TryRead(type, reader.Bytes, out PeerPublicKey? read))
        {
            return false;
        }

        key = read.Encoding.SequenceEqual(encoding) ? read : null;
        return key is not null;
    }

    /// <summary>Whether untrusted bytes are this key's signature of a message; false for bytes that are no signature.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <inheritdoc/>
    public bool Equals(PeerPublicKey? other) => other is not null && Encoding.SequenceEqual(other.Encoding);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PeerPublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The peer id of the key.</summary>
    public override string ToString() => $"{Type} {Id}";

    private static bool TryRead(KeyType type, ReadOnlySpan<byte> data, [NotNullWhen(true)] out PeerPublicKey? key)
    {
        key = type switch
        {
            KeyType.Ed25519 => Ed25519PeerKey.TryRead(data),
            KeyType.Secp256k1 => Secp256k1PeerKey.TryRead(data),
            KeyType.Rsa => RsaPeerKey.TryRead(data),
            KeyType.Ecdsa => EcdsaPeerKey.TryRead(data),
            _ => null,
        };
        return key is not null;
    }

    private static byte[] Encode(KeyType type, ReadOnlySpan<byte> data) =>
        new ProtoWriter().Number(TypeField, (ulong)type).Bytes(DataField, data).ToArray();
}
