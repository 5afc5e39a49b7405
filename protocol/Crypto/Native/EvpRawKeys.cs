using System.Diagnostics;

namespace P2PProver.Crypto.Native;

/// <summary>Ed25519 and X25519 keys as OpenSSL objects, made from and read as 32 bytes.</summary>
internal static unsafe class EvpRawKeys
{
    private const int Bytes = 32;

    /// <summary>A private key of 32 bytes; OpenSSL keeps its own copy and erases it when the handle is released.</summary>
    public static EvpKeyHandle NewPrivate(int algorithm, ReadOnlySpan<byte> secret)
    {
        Debug.Assert(secret.Length == Bytes);

        // SAFETY: the pointer is valid for the 32 bytes stated.
        fixed (byte* p = secret)
        {
            return LibCryptoErrors.Require(LibCrypto.EVP_PKEY_new_raw_private_key(algorithm, 0, p, Bytes));
        }
    }

    /// <summary>A public key of 32 bytes. OpenSSL checks nothing but the length here.</summary>
    public static EvpKeyHandle NewPublic(int algorithm, ReadOnlySpan<byte> encoding)
    {
        Debug.Assert(encoding.Length == Bytes);

        // SAFETY: the pointer is valid for the 32 bytes stated.
        fixed (byte* p = encoding)
        {
            return LibCryptoErrors.Require(LibCrypto.EVP_PKEY_new_raw_public_key(algorithm, 0, p, Bytes));
        }
    }

    /// <summary>Writes the public half, 32 bytes.</summary>
    public static void ReadPublic(EvpKeyHandle key, Span<byte> encoding)
    {
        nuint length = Bytes;

        // SAFETY: the slice is 32 bytes long, or slicing throws; OpenSSL writes at most the length stated.
        fixed (byte* p = encoding[..Bytes])
        {
            LibCryptoErrors.Require(LibCrypto.EVP_PKEY_get_raw_public_key(key, p, ref length));
        }
    }

    /// <summary>Writes the secret, 32 bytes, into memory that the caller erases.</summary>
    public static void ReadPrivate(EvpKeyHandle key, Span<byte> secret)
    {
        nuint length = Bytes;

        // SAFETY: the slice is 32 bytes long, or slicing throws; OpenSSL writes at most the length stated.
        fixed (byte* p = secret[..Bytes])
        {
            LibCryptoErrors.Require(LibCrypto.EVP_PKEY_get_raw_private_key(key, p, ref length));
        }
    }
}
