using System.Runtime.InteropServices;

namespace P2PProver.Node.Diagnostics;

/// <summary>Looks for the libcrypto of OpenSSL that the keys are computed with.</summary>
public static unsafe class OpenSslProbe
{
    private static readonly (string FileName, int Major)[] Candidates =
    [
        ("libcrypto.so.3", 3),
        ("libcrypto.so.4", 4),
        ("libcrypto.so.1.1", 1),
    ];

    /// <summary>The first candidate that loads, the supported version before others; null where none does.</summary>
    public static CryptoLibraryFacts? Find()
    {
        foreach ((string fileName, int major) in Candidates)
        {
            if (NativeLibrary.TryLoad(fileName, out nint library))
            {
                return new CryptoLibraryFacts(fileName, major, Describe(library) ?? $"OpenSSL {major}");
            }
        }

        return null;
    }

    /// <summary>Asks for the version. The library stays loaded: unloading libcrypto is not safe once it ran.</summary>
    private static string? Describe(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "OpenSSL_version", out nint export))
        {
            return null;
        }

        // SAFETY: const char *OpenSSL_version(int), the same since 1.1.0; the result is a static string.
        delegate* unmanaged[Cdecl]<int, nint> version = (delegate* unmanaged[Cdecl]<int, nint>)export;
        return Marshal.PtrToStringUTF8(version(0));
    }
}
