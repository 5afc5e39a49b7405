using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using P2PProver.Crypto.Native;

namespace P2PProver.Crypto;

/// <summary>An X25519 private key, for key agreement in Noise. The secret lives inside OpenSSL, which erases it on disposal.</summary>
public sealed class X25519PrivateKey : IDisposable
{
    /// <summary>The length of a private key.</summary>
    public const int Bytes = 32;

    /// <summary>The length of a shared secret.</summary>
    public const int SharedSecretBytes = 32;

    private readonly EvpKeyHandle _native;

    private X25519PrivateKey(ReadOnlySpan<byte> secret)
    {
        _native = EvpRawKeys.NewPrivate(LibCrypto.X25519, secret);
        Span<byte> encoding = stackalloc byte[X25519PublicKey.Bytes];
        EvpRawKeys.ReadPublic(_native, encoding);
        PublicKey = X25519PublicKey.FromPrivate(encoding);
    }

    /// <summary>The public half.</summary>
    public X25519PublicKey PublicKey { get; }

    /// <summary>A new key from the system's random generator.</summary>
    public static X25519PrivateKey Generate()
    {
        Span<byte> secret = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(secret);
        X25519PrivateKey key = new(secret);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>The key of 32 secret bytes; the caller erases its own copy. Bits are fixed (RFC 7748, 5) when the key is used.</summary>
    /// <returns>False if there are not 32 bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> secret, [NotNullWhen(true)] out X25519PrivateKey? key)
    {
        key = secret.Length == Bytes ? new X25519PrivateKey(secret) : null;
        return key is not null;
    }

    /// <summary>
    /// The secret shared with a peer, into 32 bytes of the caller, who erases them after deriving keys from it.
    /// </summary>
    /// <returns>False, with zeros, if the secret would be all zero (RFC 7748, 6.1), which keys of large order never give.</returns>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public bool TryDerive(X25519PublicKey peer, Span<byte> sharedSecret)
    {
        ArgumentNullException.ThrowIfNull(peer);
        Argument.RequireLength(sharedSecret, SharedSecretBytes);
        return X25519Native.TryDerive(_native, peer.Encoding, sharedSecret);
    }

    /// <inheritdoc/>
    public void Dispose() => _native.Dispose();

    /// <summary>The public half; never the secret.</summary>
    public override string ToString() => $"X25519 private key of {PublicKey}";
}
