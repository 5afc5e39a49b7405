using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Identities;

/// <summary>
/// The name of a peer: the multihash of its encoded public key, the key itself where that has at most 42 bytes and SHA-256 of it otherwise.
/// Immutable; ordered by its bytes.
/// </summary>
public sealed class PeerId : IEquatable<PeerId>, IComparable<PeerId>
{
    /// <summary>The longest encoded key that is its own digest.</summary>
    public const int InlineKeyBytesMax = 42;

    /// <summary>The longest peer id in bytes.</summary>
    public const int BytesMax = InlineKeyBytesMax + 2;

    /// <summary>The longest text form that is read.</summary>
    public const int CharsMax = 96;

    private readonly Multihash _hash;
    private string? _text;

    private PeerId(Multihash hash)
    {
        _hash = hash;
    }

    /// <summary>The bytes of the multihash.</summary>
    public ReadOnlySpan<byte> Bytes => _hash.Bytes;

    /// <summary>Whether two ids are the same peer's.</summary>
    public static bool operator ==(PeerId? left, PeerId? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two ids are of different peers.</summary>
    public static bool operator !=(PeerId? left, PeerId? right) => !(left == right);

    /// <summary>Order by bytes.</summary>
    public static bool operator <(PeerId left, PeerId right) => Compare(left, right) < 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >(PeerId left, PeerId right) => Compare(left, right) > 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator <=(PeerId left, PeerId right) => Compare(left, right) <= 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >=(PeerId left, PeerId right) => Compare(left, right) >= 0;

    /// <summary>The peer whose public key has this encoding.</summary>
    public static PeerId OfEncodedKey(ReadOnlySpan<byte> encoding) =>
        new(encoding.Length <= InlineKeyBytesMax ? Multihash.OfIdentity(encoding) : Multihash.OfSha256(encoding));

    /// <summary>
    /// Reads the bytes of a peer id: SHA-256, or an identity digest that is a public key, since no other can ever be proven.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PeerId? id)
    {
        id = null;
        if (bytes.Length > BytesMax || !Multihash.TryRead(bytes, out Multihash? hash) || !IsCanonical(hash, bytes))
        {
            return false;
        }

        id = new PeerId(hash);
        return true;
    }

    /// <summary>Reads either text form: base58btc of the multihash, or a CID of version 1 with the codec of libp2p keys.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PeerId? id)
    {
        id = null;
        if (text is null || text.Length > CharsMax)
        {
            return false;
        }

        if (text.StartsWith('1') || text.StartsWith("Qm", StringComparison.Ordinal))
        {
            return Base58.TryDecode(text, out byte[] bytes) && TryRead(bytes, out id);
        }

        return Cid.TryParse(text, out Cid? cid) && cid.Codec == Cid.Libp2pKey && TryRead(cid.Hash.Bytes, out id);
    }

    /// <summary>The public key, where the id holds it: Ed25519 and secp256k1 keys, not RSA.</summary>
    public bool TryGetPublicKey([NotNullWhen(true)] out PeerPublicKey? key)
    {
        key = null;
        return _hash.Code == Multihash.Identity && PeerPublicKey.TryRead(_hash.Digest, out key);
    }

    /// <summary>The second text form, a CID in base 32.</summary>
    public string ToCid() => new Cid(Cid.Libp2pKey, _hash).ToString();

    /// <inheritdoc/>
    public bool Equals(PeerId? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PeerId);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(PeerId? other) => other is null ? 1 : Bytes.SequenceCompareTo(other.Bytes);

    /// <summary>The first text form, base58btc of the multihash.</summary>
    public override string ToString() => _text ??= _hash.ToString();

    private static int Compare(PeerId left, PeerId right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.CompareTo(right);
    }

    private static bool IsCanonical(Multihash hash, ReadOnlySpan<byte> bytes) =>
        hash.Bytes.SequenceEqual(bytes)
        && (hash.Code == Multihash.Sha256
            || (hash.Code == Multihash.Identity && hash.Digest.Length <= InlineKeyBytesMax && PeerPublicKey.TryRead(hash.Digest, out _)));
}
