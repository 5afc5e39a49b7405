using P2PProver.Crypto.Files;

namespace P2PProver.Crypto.Keystores;

/// <summary>Containers as files: written so that no crash loses a key, readable by their owner alone.</summary>
public static class KeystoreFile
{
    private const UnixFileMode OthersMode =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>
    /// Seals a key into a file. Before success is reported, and before an old file is replaced, the new one is read back and opened with
    /// the password.
    /// </summary>
    /// <param name="path">The file; its directory is made if there is none.</param>
    /// <param name="key">The key.</param>
    /// <param name="password">The password.</param>
    /// <param name="profile">The work that a guess shall cost.</param>
    /// <param name="replace">Whether a file that is there may be replaced.</param>
    public static KeystoreResult Write(string path, StoredKey key, Password password, KdfProfile profile, bool replace = false) =>
        Exists(path, replace) ?? Write(path, key, password, Keystore.Seal(key, password, profile), replace, static _ => { });

    /// <summary>Opens the container in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">The password.</param>
    /// <param name="key">The key, which the caller disposes of; null unless the result is a success.</param>
    public static KeystoreResult Read(string path, Password password, out StoredKey? key)
    {
        key = null;
        KeystoreResult result = ReadBytes(path, out byte[] container);
        return result.IsSuccess ? Keystore.Open(container, password, out key) : result;
    }

    /// <summary>What the container in a file tells without its password.</summary>
    public static KeystoreResult Inspect(string path, out KeystoreHeader? header)
    {
        header = null;
        KeystoreResult result = ReadBytes(path, out byte[] container);
        return result.IsSuccess ? Keystore.Inspect(container, out header) : result;
    }

    /// <summary>
    /// Whether nobody but its owner can read or write a file. True where the system has no such permissions, false if there is no file.
    /// </summary>
    public static bool IsOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        try
        {
            return File.Exists(path) && (File.GetUnixFileMode(path) & OthersMode) == UnixFileMode.None;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes a container that is sealed already; the observer is told of each step.</summary>
    internal static KeystoreResult Write(
        string path, StoredKey key, Password password, byte[] container, bool replace, Action<AtomicFileStep> observer)
    {
        KeystoreResult verified = KeystoreResult.Success;
        try
        {
            bool written = AtomicFile.Write(path, container, replace, Verify, observer);
            return written ? KeystoreResult.Success : new KeystoreResult(KeystoreOutcome.NotVerified, verified.ToString());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Exists(path, replace) ?? Describe(fault);
        }

        bool Verify(string temporary)
        {
            verified = Read(temporary, password, out StoredKey? opened);
            using (opened)
            {
                return opened is not null && opened.Purpose == key.Purpose && opened.Identity.SequenceEqual(key.Identity);
            }
        }
    }

    private static KeystoreResult ReadBytes(string path, out byte[] container)
    {
        container = [];
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            byte[] buffer = new byte[KeystoreDocument.FileBytesMax + 1];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            container = buffer[..length];
            return length <= KeystoreDocument.FileBytesMax
                ? KeystoreResult.Success
                : new KeystoreResult(KeystoreOutcome.TooLarge, $"more than {KeystoreDocument.FileBytesMax} bytes");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Describe(fault);
        }
    }

    private static KeystoreResult? Exists(string path, bool replace) =>
        !replace && Path.Exists(path) ? new KeystoreResult(KeystoreOutcome.FileExists, path) : null;

    private static KeystoreResult Describe(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => new KeystoreResult(KeystoreOutcome.FileMissing, fault.Message),
        UnauthorizedAccessException => new KeystoreResult(KeystoreOutcome.AccessDenied, fault.Message),
        _ => new KeystoreResult(KeystoreOutcome.IoFailed, fault.Message),
    };
}
