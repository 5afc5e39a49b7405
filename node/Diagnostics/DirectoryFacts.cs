namespace P2PProver.Node.Diagnostics;

/// <summary>A directory that exists, or that would be made.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Exists">Whether something is there.</param>
/// <param name="IsDirectory">Whether what is there is a directory.</param>
/// <param name="Mode">Its permissions; null where it does not exist or the system has none.</param>
/// <param name="NearestExisting">The path itself, or the nearest directory above it that exists.</param>
/// <param name="IsWritable">Whether this user may create files in <paramref name="NearestExisting"/>.</param>
/// <param name="FreeBytes">Free space for this user on that file system; null where it could not be told.</param>
public sealed record DirectoryFacts(
    string Path,
    bool Exists,
    bool IsDirectory,
    UnixFileMode? Mode,
    string NearestExisting,
    bool IsWritable,
    long? FreeBytes);
