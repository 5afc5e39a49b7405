using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using P2PProver.Crypto.Native;

namespace P2PProver.Crypto;

/// <summary>
/// An Ed25519 private key. The seed lives inside OpenSSL, which erases it on disposal. Threads may share a key for signing.
/// </summary>
public sealed class Ed25519PrivateKey : IDisposable
{
    /// <summary>The length of the seed, which is what is stored of a private key.</summary>
    public const int SeedBytes = 32;

    private readonly EvpKeyHandle _native;

    private Ed25519PrivateKey(ReadOnlySpan<byte> seed)
    {
        _native = EvpRawKeys.NewPrivate(LibCrypto.Ed25519, seed);
        PublicKey = Ed25519PublicKey.Of(_native);
    }

    /// <summary>The public half.</summary>
    public Ed25519PublicKey PublicKey { get; }

    /// <summary>A new key from the system's random generator.</summary>
    public static Ed25519PrivateKey Generate()
    {
        Span<byte> seed = stackalloc byte[SeedBytes];
        RandomNumberGenerator.Fill(seed);
        Ed25519PrivateKey key = new(seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <summary>The key of a seed; every 32 bytes are one. The caller erases its own copy.</summary>
    /// <returns>False if the seed has another length.</returns>
    public static bool TryRead(ReadOnlySpan<byte> seed, [NotNullWhen(true)] out Ed25519PrivateKey? key)
    {
        key = seed.Length == SeedBytes ? new Ed25519PrivateKey(seed) : null;
        return key is not null;
    }

    /// <summary>Signs a message. The same key and message give the same signature.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public Ed25519Signature Sign(ReadOnlySpan<byte> message)
    {
        Span<byte> signature = stackalloc byte[Ed25519Signature.Bytes];
        Ed25519Native.Sign(_native, message, signature);
        return Ed25519Signature.FromSigner(signature);
    }

    /// <summary>Copies the seed into 32 bytes of the caller, who erases them.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public void ExportSeed(Span<byte> seed) => EvpRawKeys.ReadPrivate(_native, seed);

    /// <inheritdoc/>
    public void Dispose() => _native.Dispose();

    /// <summary>The public half; never the secret.</summary>
    public override string ToString() => $"Ed25519 private key of {PublicKey}";
}
