using System.Numerics;
using System.Security.Cryptography;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Kademlia;

/// <summary>A point of the key space: SHA-256 of a peer id's bytes, or of any key. Distance is XOR. Immutable.</summary>
public sealed class KadKey : IEquatable<KadKey>
{
    /// <summary>The bits of a point.</summary>
    public const int Bits = 256;

    private readonly byte[] _point;

    private KadKey(ReadOnlySpan<byte> preimage)
    {
        _point = SHA256.HashData(preimage);
    }

    /// <summary>The point of a peer.</summary>
    public static KadKey Of(PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return new KadKey(peer.Bytes);
    }

    /// <summary>The point of a key as it stands in messages.</summary>
    public static KadKey Of(ReadOnlySpan<byte> key) => new(key);

    /// <summary>How many leading bits two points have in common; 256 for equal ones.</summary>
    public int CommonPrefix(KadKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < _point.Length; i++)
        {
            int difference = _point[i] ^ other._point[i];
            if (difference != 0)
            {
                return (8 * i) + BitOperations.LeadingZeroCount((uint)difference) - 24;
            }
        }

        return Bits;
    }

    /// <summary>Compares the distances of two points from this one: negative if the first is closer.</summary>
    public int CompareDistance(KadKey first, KadKey second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        for (int i = 0; i < _point.Length; i++)
        {
            int order = (_point[i] ^ first._point[i]).CompareTo(_point[i] ^ second._point[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public bool Equals(KadKey? other) => other is not null && _point.AsSpan().SequenceEqual(other._point);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KadKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_point);
}
