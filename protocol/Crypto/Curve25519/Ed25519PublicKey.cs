using System.Diagnostics.CodeAnalysis;
using P2PProver.Crypto.Curve25519;
using P2PProver.Crypto.Native;

namespace P2PProver.Crypto;

/// <summary>
/// An Ed25519 public key (RFC 8032): canonical, on the curve, not of small order. Immutable; threads may share it. The native key that
/// verification needs is made once and released with the object.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "a value of the protocol, held by many; its SafeHandle releases itself")]
public sealed class Ed25519PublicKey : IEquatable<Ed25519PublicKey>
{
    /// <summary>The length of an encoded key.</summary>
    public const int Bytes = Ed25519Point.Bytes;

    private readonly byte[] _encoding;
    private EvpKeyHandle? _native;

    private Ed25519PublicKey(ReadOnlySpan<byte> encoding)
    {
        _encoding = encoding.ToArray();
    }

    /// <summary>The 32 bytes of the key.</summary>
    public ReadOnlySpan<byte> Encoding => _encoding;

    /// <summary>Reads a key from untrusted bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out Ed25519PublicKey? key) =>
        TryRead(encoding, out key, out _);

    /// <summary>Reads a key from untrusted bytes, with the reason of a refusal.</summary>
    public static bool TryRead(ReadOnlySpan<byte> encoding, [NotNullWhen(true)] out Ed25519PublicKey? key, out EncodingFault fault)
    {
        fault = Ed25519Point.Check(encoding);
        key = fault == EncodingFault.None ? new Ed25519PublicKey(encoding) : null;
        return key is not null;
    }

    /// <summary>Whether the signature is this key's for the message. False for the default signature.</summary>
    public bool Verify(ReadOnlySpan<byte> message, in Ed25519Signature signature) =>
        Ed25519Signature.Check(signature.Encoding) == EncodingFault.None && Ed25519Native.Verify(Native(), message, signature.Encoding);

    /// <summary>Whether untrusted bytes are this key's signature for the message; false for bytes that are no signature at all.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Ed25519Signature.TryRead(signature, out Ed25519Signature read) && Verify(message, read);

    /// <inheritdoc/>
    public bool Equals(Ed25519PublicKey? other) => other is not null && _encoding.AsSpan().SequenceEqual(other._encoding);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Ed25519PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_encoding);
        return hash.ToHashCode();
    }

    /// <summary>The key in lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_encoding);

    /// <summary>The public half of a native private key, which is sound by construction.</summary>
    internal static Ed25519PublicKey Of(EvpKeyHandle key)
    {
        Span<byte> encoding = stackalloc byte[Bytes];
        EvpRawKeys.ReadPublic(key, encoding);
        return new Ed25519PublicKey(encoding);
    }

    private EvpKeyHandle Native()
    {
        EvpKeyHandle? present = Volatile.Read(ref _native);
        if (present is not null)
        {
            return present;
        }

        EvpKeyHandle made = EvpRawKeys.NewPublic(LibCrypto.Ed25519, _encoding);
        EvpKeyHandle? winner = Interlocked.CompareExchange(ref _native, made, null);
        if (winner is null)
        {
            return made;
        }

        made.Dispose();
        return winner;
    }
}
