using System.Runtime.InteropServices;

namespace P2PProver.Crypto.Native;

/// <summary>
/// Functions of OpenSSL's libcrypto with their C signatures. Results are OpenSSL's own: 1 or a handle on success, 0 or negative on failure,
/// with the reason in the error queue of the calling thread (<see cref="LibCryptoErrors"/>).
/// </summary>
internal static unsafe partial class LibCrypto
{
    /// <summary>Numeric identifier (NID) of X25519.</summary>
    public const int X25519 = 1034;

    /// <summary>Numeric identifier (NID) of Ed25519.</summary>
    public const int Ed25519 = 1087;

    /// <summary>Numeric identifier (NID) of secp256k1.</summary>
    public const int Secp256k1 = 714;

    private const string Library = LibCryptoLoader.ImportName;

    // A static constructor and not a field initialiser: it runs before the first import is resolved, however that import is reached.
#pragma warning disable CA1810 // the constructor initialises no field
    static LibCrypto()
    {
        NativeLibrary.SetDllImportResolver(typeof(LibCrypto).Assembly, LibCryptoLoader.Resolve);
    }
#pragma warning restore CA1810

    [LibraryImport(Library)]
    internal static partial CULong OpenSSL_version_num();

    [LibraryImport(Library)]
    internal static partial byte* OpenSSL_version(int type);

    [LibraryImport(Library)]
    internal static partial CULong ERR_get_error();

    [LibraryImport(Library)]
    internal static partial void ERR_clear_error();

    [LibraryImport(Library)]
    internal static partial void ERR_error_string_n(CULong error, byte* buffer, nuint length);

    [LibraryImport(Library)]
    internal static partial EvpKeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, byte* key, nuint length);

    [LibraryImport(Library)]
    internal static partial EvpKeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, byte* key, nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_get_raw_private_key(EvpKeyHandle key, byte* output, ref nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_get_raw_public_key(EvpKeyHandle key, byte* output, ref nuint length);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    internal static partial EvpKeyContextHandle EVP_PKEY_CTX_new(EvpKeyHandle key, nint engine);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_derive_init(EvpKeyContextHandle context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_derive_set_peer(EvpKeyContextHandle context, EvpKeyHandle peer);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_derive(EvpKeyContextHandle context, byte* secret, ref nuint length);

    [LibraryImport(Library)]
    internal static partial EvpDigestContextHandle EVP_MD_CTX_new();

    [LibraryImport(Library)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestSignInit(
        EvpDigestContextHandle context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestSign(
        EvpDigestContextHandle context, byte* signature, ref nuint signatureLength, byte* message, nuint length);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestVerifyInit(
        EvpDigestContextHandle context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestVerify(
        EvpDigestContextHandle context, byte* signature, nuint signatureLength, byte* message, nuint length);

    [LibraryImport(Library)]
    internal static partial BigNumHandle BN_bin2bn(byte* bigEndian, int length, nint result);

    [LibraryImport(Library)]
    internal static partial void BN_clear_free(nint number);

    [LibraryImport(Library)]
    internal static partial BigNumContextHandle BN_CTX_new();

    [LibraryImport(Library)]
    internal static partial void BN_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int BN_kronecker(BigNumHandle a, BigNumHandle b, BigNumContextHandle context);

    [LibraryImport(Library)]
    internal static partial EcGroupHandle EC_GROUP_new_by_curve_name(int curve);

    [LibraryImport(Library)]
    internal static partial void EC_GROUP_free(nint group);

    [LibraryImport(Library)]
    internal static partial EcPointHandle EC_POINT_new(EcGroupHandle group);

    [LibraryImport(Library)]
    internal static partial void EC_POINT_clear_free(nint point);

    [LibraryImport(Library)]
    internal static partial int EC_POINT_oct2point(EcGroupHandle group, EcPointHandle point, byte* encoding, nuint length, nint context);

    [LibraryImport(Library)]
    internal static partial nuint EC_POINT_point2oct(
        EcGroupHandle group, EcPointHandle point, int form, byte* output, nuint length, nint context);

    [LibraryImport(Library, EntryPoint = "EC_POINT_mul")]
    internal static partial int MultiplyBase(
        EcGroupHandle group, EcPointHandle result, BigNumHandle scalar, nint noPoint, nint noFactor, nint context);

    [LibraryImport(Library, EntryPoint = "EC_POINT_mul")]
    internal static partial int MultiplyBoth(
        EcGroupHandle group, EcPointHandle result, BigNumHandle baseScalar, EcPointHandle point, BigNumHandle pointScalar, nint context);
}
