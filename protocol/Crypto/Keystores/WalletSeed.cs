using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace P2PProver.Crypto.Keystores;

/// <summary>The 32 random bytes from which a rollup wallet derives its keys.</summary>
public sealed class WalletSeed : IDisposable
{
    /// <summary>The length of a seed.</summary>
    public const int Bytes = 32;

    private readonly SecretBytes _secret;

    private WalletSeed(ReadOnlySpan<byte> secret)
    {
        _secret = new SecretBytes(secret);
    }

    /// <summary>A new seed from the system's random generator.</summary>
    public static WalletSeed Generate()
    {
        Span<byte> secret = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(secret);
        WalletSeed seed = new(secret);
        CryptographicOperations.ZeroMemory(secret);
        return seed;
    }

    /// <summary>The seed of 32 bytes; the caller erases its own copy.</summary>
    /// <returns>False if there are not 32 bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> secret, [NotNullWhen(true)] out WalletSeed? seed)
    {
        seed = secret.Length == Bytes ? new WalletSeed(secret) : null;
        return seed is not null;
    }

    /// <summary>Copies the seed into 32 bytes of the caller, who erases them.</summary>
    /// <exception cref="ObjectDisposedException">The seed was disposed of.</exception>
    public void Export(Span<byte> secret)
    {
        Argument.RequireLength(secret, Bytes);
        _secret.CopyTo(secret);
    }

    /// <inheritdoc/>
    public void Dispose() => _secret.Dispose();

    /// <summary>Never the seed.</summary>
    public override string ToString() => "wallet seed";
}
