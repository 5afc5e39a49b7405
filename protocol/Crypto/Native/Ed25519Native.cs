using System.Diagnostics;

namespace P2PProver.Crypto.Native;

/// <summary>OpenSSL's Ed25519 as it is: S is checked, small orders are not. Callers check encodings first.</summary>
internal static unsafe class Ed25519Native
{
    private const int SignatureBytes = 64;

    /// <summary>Signs a message into 64 bytes.</summary>
    public static void Sign(EvpKeyHandle key, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Debug.Assert(signature.Length == SignatureBytes);
        using EvpDigestContextHandle context = NewContext();
        LibCryptoErrors.Require(LibCrypto.EVP_DigestSignInit(context, 0, 0, 0, key));
        nuint length = SignatureBytes;

        // SAFETY: both pointers are valid for the lengths stated; an empty message is a null pointer of length zero, which OpenSSL takes.
        fixed (byte* m = message)
        fixed (byte* s = signature)
        {
            LibCryptoErrors.Require(LibCrypto.EVP_DigestSign(context, s, ref length, m, (nuint)message.Length));
        }
    }

    /// <summary>Whether OpenSSL accepts a signature of 64 bytes.</summary>
    public static bool Verify(EvpKeyHandle key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Debug.Assert(signature.Length == SignatureBytes);
        using EvpDigestContextHandle context = NewContext();
        LibCryptoErrors.Require(LibCrypto.EVP_DigestVerifyInit(context, 0, 0, 0, key));

        // SAFETY: both pointers are valid for the lengths stated; an empty message is a null pointer of length zero, which OpenSSL takes.
        fixed (byte* m = message)
        fixed (byte* s = signature)
        {
            if (LibCrypto.EVP_DigestVerify(context, s, (nuint)signature.Length, m, (nuint)message.Length) == 1)
            {
                return true;
            }
        }

        LibCryptoErrors.Drop();
        return false;
    }

    private static EvpDigestContextHandle NewContext() => LibCryptoErrors.Require(LibCrypto.EVP_MD_CTX_new());
}
