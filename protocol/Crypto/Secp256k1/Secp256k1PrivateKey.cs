using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using P2PProver.Crypto.Native;
using P2PProver.Crypto.Secp256k1;

namespace P2PProver.Crypto;

/// <summary>
/// A private key of secp256k1 that signs hashes with ECDSA. Nonces are those of RFC 6979: equal requests give equal signatures, and no
/// random generator can betray the key. A signature is verified before it is handed out, because one with a fault in its arithmetic would
/// betray it too.
/// </summary>
public sealed class Secp256k1PrivateKey : IDisposable
{
    /// <summary>The length of a private key.</summary>
    public const int Bytes = Secp256k1Scalar.Bytes;

    private readonly SecretBytes _secret;

    private Secp256k1PrivateKey(ReadOnlySpan<byte> secret)
    {
        _secret = new SecretBytes(secret);
        PublicKey = Secp256k1PublicKey.Of(secret);
    }

    /// <summary>The public half.</summary>
    public Secp256k1PublicKey PublicKey { get; }

    /// <summary>A new key from the system's random generator.</summary>
    public static Secp256k1PrivateKey Generate()
    {
        Span<byte> secret = stackalloc byte[Bytes];
        Secp256k1PrivateKey? key;
        do
        {
            RandomNumberGenerator.Fill(secret);
        }
        while (!TryRead(secret, out key));

        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>Reads a private key; the caller erases its own copy.</summary>
    public static bool TryRead(ReadOnlySpan<byte> secret, [NotNullWhen(true)] out Secp256k1PrivateKey? key) =>
        TryRead(secret, out key, out _);

    /// <summary>Reads a private key, 32 bytes big-endian in [1, n-1], with the reason of a refusal.</summary>
    public static bool TryRead(ReadOnlySpan<byte> secret, [NotNullWhen(true)] out Secp256k1PrivateKey? key, out EncodingFault fault)
    {
        fault = secret.Length != Bytes ? EncodingFault.WrongLength
            : Secp256k1Scalar.TryRead(secret, out _) ? EncodingFault.None
            : EncodingFault.OutOfRange;
        key = fault == EncodingFault.None ? new Secp256k1PrivateKey(secret) : null;
        return key is not null;
    }

    /// <summary>Signs a hash of 32 bytes (SEC 1, 4.1.3; RFC 6979; low s).</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    /// <exception cref="CryptographicException">The signature did not verify: the machine is at fault.</exception>
    public RecoverableSignature SignHash(ReadOnlySpan<byte> hash)
    {
        Argument.RequireLength(hash, Secp256k1PublicKey.HashBytes);
        Span<byte> secret = stackalloc byte[Bytes];
        Span<byte> nonce = stackalloc byte[Bytes];
        try
        {
            _secret.CopyTo(secret);
            using Rfc6979Nonces nonces = new(Secp256k1Scalar.OrderBytes, secret, hash);
            RecoverableSignature? signature;
            do
            {
                nonces.Next(nonce);
                signature = Sign(Secp256k1Scalar.Reduce(hash), secret, nonce);
            }
            while (signature is null);

            return PublicKey.Verify(hash, signature.Value.Signature)
                ? signature.Value
                : throw new CryptographicException("a fresh secp256k1 signature does not verify; it is withheld: it could betray the key");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(nonce);
        }
    }

    /// <summary>Copies the secret into 32 bytes of the caller, who erases them.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public void ExportSecret(Span<byte> secret)
    {
        Argument.RequireLength(secret, Bytes);
        _secret.CopyTo(secret);
    }

    /// <inheritdoc/>
    public void Dispose() => _secret.Dispose();

    /// <summary>The public half; never the secret.</summary>
    public override string ToString() => $"secp256k1 private key of {PublicKey}";

    // One attempt with one nonce; null, once in 2^128 times, where r or s would be zero or the nonce point's x is not below n.
    private static RecoverableSignature? Sign(in Secp256k1Scalar message, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> nonce)
    {
        Span<byte> point = stackalloc byte[Secp256k1PublicKey.UncompressedBytes];
        Secp256k1Native.MultiplyBase(nonce, point);
        if (!Secp256k1Scalar.TryRead(point.Slice(1, Secp256k1Scalar.Bytes), out Secp256k1Scalar r))
        {
            return null;
        }

        Secp256k1Scalar s = Secp256k1Scalar.Reduce(nonce).Inverse() * (message + (r * Secp256k1Scalar.Reduce(secret)));
        if (s.IsZero)
        {
            return null;
        }

        // -s goes with the negative nonce point: the other parity.
        int parity = point[^1] & 1;
        return s.IsHigh
            ? new RecoverableSignature(Secp256k1Signature.FromSigner(r, -s), parity ^ 1)
            : new RecoverableSignature(Secp256k1Signature.FromSigner(r, s), parity);
    }
}
