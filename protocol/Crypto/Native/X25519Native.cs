using System.Diagnostics;
using System.Security.Cryptography;

namespace P2PProver.Crypto.Native;

/// <summary>
/// OpenSSL's X25519 as it is: it masks and reduces the peer's coordinate as RFC 7748 says, and refuses an all-zero secret.
/// </summary>
internal static unsafe class X25519Native
{
    private const int Bytes = 32;

    /// <summary>Writes the shared secret, or zeros and false if there is none.</summary>
    public static bool TryDerive(EvpKeyHandle key, ReadOnlySpan<byte> peer, Span<byte> sharedSecret)
    {
        Debug.Assert(sharedSecret.Length == Bytes);
        using EvpKeyHandle peerKey = EvpRawKeys.NewPublic(LibCrypto.X25519, peer);
        using EvpKeyContextHandle context = LibCryptoErrors.Require(LibCrypto.EVP_PKEY_CTX_new(key, 0));
        LibCryptoErrors.Require(LibCrypto.EVP_PKEY_derive_init(context));
        nuint length = Bytes;
        bool derived;

        // SAFETY: the pointer is valid for the 32 bytes stated.
        fixed (byte* p = sharedSecret)
        {
            derived = LibCrypto.EVP_PKEY_derive_set_peer(context, peerKey) == 1 && LibCrypto.EVP_PKEY_derive(context, p, ref length) == 1;
        }

        // Asked here too, so that the refusal does not hang on a version of OpenSSL.
        if (derived && length == Bytes && !CryptographicOperations.FixedTimeEquals(sharedSecret, stackalloc byte[Bytes]))
        {
            return true;
        }

        LibCryptoErrors.Drop();
        CryptographicOperations.ZeroMemory(sharedSecret);
        return false;
    }
}
