using System.Runtime.InteropServices;

namespace P2PProver.Crypto.Native;

/// <summary>The system calls that .NET has no name for.</summary>
internal static partial class LibC
{
    private const string Library = "libc";
    private const int ReadOnly = 0;

    /// <summary>
    /// Asks the system to put a directory's entries on disk, so that a renamed file is still renamed after a power cut. File systems that
    /// cannot do it say so, and are taken as they are; Windows needs nothing of the kind.
    /// </summary>
    /// <returns>Whether the system reports that it was done.</returns>
    public static bool FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        int descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            return false;
        }

        bool flushed = Flush(descriptor) == 0;
        _ = Close(descriptor);
        return flushed;
    }

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync")]
    private static partial int Flush(int descriptor);

    [LibraryImport(Library, EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
