using System.Reflection;
using System.Runtime.InteropServices;

namespace P2PProver.Crypto.Native;

/// <summary>
/// Finds OpenSSL's libcrypto on this system: the first name of a list that the loader knows. All functions used here exist in 1.1.1, 3 and
/// 4.
/// </summary>
internal static class LibCryptoLoader
{
    /// <summary>The name that the imports carry; never a file name.</summary>
    public const string ImportName = "libcrypto";

    private static readonly string[] LinuxNames = ["libcrypto.so.3", "libcrypto.so.4", "libcrypto.so.1.1"];

    private static readonly string[] MacNames =
    [
        "libcrypto.3.dylib", "libcrypto.4.dylib",
        "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib", "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib",
    ];

    private static readonly string[] WindowsNames =
        ["libcrypto-3-x64.dll", "libcrypto-3-arm64.dll", "libcrypto-4-x64.dll", "libcrypto-3.dll"];

    /// <summary>The names tried on this system, best first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        OperatingSystem.IsWindows() ? WindowsNames : OperatingSystem.IsMacOS() ? MacNames : LinuxNames;

    /// <summary>The name under which the library was found, or null while nothing has called it.</summary>
    public static string? LoadedName { get; private set; }

    /// <summary>Resolver of this assembly's imports; names other than <see cref="ImportName"/> go the runtime's own way.</summary>
    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != ImportName)
        {
            return 0;
        }

        (nint library, LoadedName) = Load(
            Names, candidate => NativeLibrary.TryLoad(candidate, assembly, searchPath, out nint handle) ? handle : 0);
        return library;
    }

    /// <summary>The first candidate that loads.</summary>
    /// <exception cref="DllNotFoundException">None loads; the message says what to install.</exception>
    public static (nint Library, string Name) Load(IReadOnlyList<string> candidates, Func<string, nint> load)
    {
        foreach (string candidate in candidates)
        {
            nint library = load(candidate);
            if (library != 0)
            {
                return (library, candidate);
            }
        }

        throw new DllNotFoundException(
            $"OpenSSL's libcrypto was not found (tried {string.Join(", ", candidates)}). "
            + "Install OpenSSL 3: Debian and Ubuntu 'libssl3' or 'libssl3t64', Fedora 'openssl-libs', Alpine 'libcrypto3', "
            + "macOS 'brew install openssl@3'.");
    }
}
