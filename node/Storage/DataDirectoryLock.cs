namespace P2PProver.Node.Storage;

/// <summary>
/// Keeps a second process out of a data directory: two of them would sign with one key and number transactions twice. The system gives the
/// lock back when the process ends, however it ends.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    private const string Name = "node.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Takes the lock, making the directory if there is none.</summary>
    /// <param name="directory">The data directory.</param>
    /// <returns>The lock, or null when another process holds it.</returns>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public static DataDirectoryLock? TryTake(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new DataDirectoryLock(new FileStream(
                Path.Combine(directory, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it could free a lock that another process has taken since.</summary>
    public void Dispose() => _file.Dispose();
}
