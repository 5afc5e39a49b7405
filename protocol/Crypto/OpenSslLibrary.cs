using System.Runtime.InteropServices;
using P2PProver.Crypto.Native;

namespace P2PProver.Crypto;

/// <summary>Whether this machine has the OpenSSL that keys and signatures need; for checks before anything else runs.</summary>
public static unsafe class OpenSslLibrary
{
    // 1.1.1: the first release with raw Ed25519 and X25519 keys. The number reads 0xMNNFFPPS.
    private const ulong OldestVersion = 0x1010100f;

    /// <summary>
    /// Loads the library.
    /// </summary>
    /// <param name="report">The version and file found, or what is missing and how to install it.</param>
    /// <returns>
    /// False if there is no usable library; every operation of this assembly then throws <see cref="DllNotFoundException"/>.
    /// </returns>
    public static bool TryLoad(out string report)
    {
        try
        {
            // SAFETY: OpenSSL_version returns a static string that ends with a zero.
            string version = Marshal.PtrToStringUTF8((nint)LibCrypto.OpenSSL_version(0)) ?? "unknown version";
            report = $"{version} ({LibCryptoLoader.LoadedName})";
            if (LibCrypto.OpenSSL_version_num().Value >= OldestVersion)
            {
                return true;
            }

            report += " is too old: install OpenSSL 3";
            return false;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            report = missing.Message;
            return false;
        }
    }
}
