using System.Runtime.InteropServices;

namespace P2PProver.Node.Diagnostics;

/// <summary>Looks at a directory without creating or changing anything.</summary>
public static partial class DirectoryReader
{
    private const int MayWriteAndEnter = 2 | 1;

    /// <summary>Reads the facts about <paramref name="path"/>, an absolute path.</summary>
    public static DirectoryFacts Read(string path)
    {
        string nearest = path;
        while (!Path.Exists(nearest) && Path.GetDirectoryName(nearest) is string parent)
        {
            nearest = parent;
        }

        bool exists = string.Equals(nearest, path, StringComparison.Ordinal);
        bool isDirectory = exists && Directory.Exists(path);
        UnixFileMode? mode = isDirectory && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(path) : null;
        return new DirectoryFacts(path, exists, isDirectory, mode, nearest, IsWritable(nearest), FreeBytes(nearest));
    }

    private static bool IsWritable(string path)
    {
        // Windows has no such call; a failed write later is reported where it happens.
        return OperatingSystem.IsWindows() || Access(path, MayWriteAndEnter) == 0;
    }

    private static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    // access(2): unlike the mode bits it also knows about read-only mounts, access lists and the superuser.
    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);
}
