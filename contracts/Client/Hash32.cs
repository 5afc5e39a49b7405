using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using P2PProver.Hashing;

namespace P2PProver.Contracts;

/// <summary>32 bytes that name something on chain: a block, a transaction, a topic, a batch. The default value is all zeros.</summary>
public readonly struct Hash32 : IEquatable<Hash32>
{
    /// <summary>The length of a hash.</summary>
    public const int Bytes = 32;

    private readonly Buffer _bytes;

    /// <summary>Copies 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer; untrusted bytes go through <see cref="TryRead"/>.</exception>
    public Hash32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes)
        {
            throw new ArgumentException("A hash has 32 bytes.", nameof(bytes));
        }

        bytes.CopyTo(_bytes);
    }

    /// <summary>The 32 bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Value => _bytes;

    /// <summary>Whether all bytes are zero.</summary>
    public bool IsZero => !Value.ContainsAnyExcept((byte)0);

    /// <summary>Whether two hashes are the same.</summary>
    public static bool operator ==(in Hash32 left, in Hash32 right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(in Hash32 left, in Hash32 right) => !left.Equals(right);

    /// <summary>The Keccak-256 of a message.</summary>
    public static Hash32 Of(ReadOnlySpan<byte> message)
    {
        Span<byte> digest = stackalloc byte[Bytes];
        Keccak256.Hash(message, digest);
        return new Hash32(digest);
    }

    /// <summary>Reads 32 bytes; false if there are more or fewer.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Hash32 hash)
    {
        hash = bytes.Length == Bytes ? new Hash32(bytes) : default;
        return bytes.Length == Bytes;
    }

    /// <summary>Reads 0x and 64 hexadecimal digits.</summary>
    public static bool TryParse(string? text, out Hash32 hash)
    {
        hash = default;
        return Hex.TryData(text, out byte[] bytes) && TryRead(bytes, out hash);
    }

    /// <inheritdoc/>
    public bool Equals(Hash32 other) => Value.SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash32 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }

    /// <summary>0x and 64 lower-case digits.</summary>
    public override string ToString() => Hex.Data(Value);

    [InlineArray(Bytes)]
    private struct Buffer
    {
        private byte _first;
    }
}
