using System.Runtime.InteropServices;

namespace P2PProver.Crypto.Native;

/// <summary>Owns one object of OpenSSL; invalid when null.</summary>
internal abstract class OpenSslHandle() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public sealed override bool IsInvalid => handle == 0;
}

/// <summary>EVP_PKEY: a key. OpenSSL erases private parts when it is freed, and lets threads share it for reading.</summary>
internal sealed class EvpKeyHandle : OpenSslHandle
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}

/// <summary>EVP_PKEY_CTX: one key agreement under way.</summary>
internal sealed class EvpKeyContextHandle : OpenSslHandle
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_CTX_free(handle);
        return true;
    }
}

/// <summary>EVP_MD_CTX: one signature being made or checked.</summary>
internal sealed class EvpDigestContextHandle : OpenSslHandle
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MD_CTX_free(handle);
        return true;
    }
}

/// <summary>BIGNUM: a number, erased when freed.</summary>
internal sealed class BigNumHandle : OpenSslHandle
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_clear_free(handle);
        return true;
    }
}

/// <summary>BN_CTX: scratch numbers of one computation.</summary>
internal sealed class BigNumContextHandle : OpenSslHandle
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_CTX_free(handle);
        return true;
    }
}

/// <summary>EC_GROUP: a curve with its generator; immutable, shared by threads.</summary>
internal sealed class EcGroupHandle : OpenSslHandle
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.EC_GROUP_free(handle);
        return true;
    }
}

/// <summary>EC_POINT: a point of a curve, erased when freed.</summary>
internal sealed class EcPointHandle : OpenSslHandle
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        LibCrypto.EC_POINT_clear_free(handle);
        return true;
    }
}
