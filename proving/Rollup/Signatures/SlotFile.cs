using P2PProver.Crypto.Files;

namespace P2PProver.Rollup;

/// <summary>
/// A counter in a file, held exclusively by one process at a time: a second one that opened it could take the same slot. Dispose of it
/// to let others in.
/// </summary>
public sealed class SlotFile : ISlotFile, IDisposable
{
    private const int BytesMax = 4096;

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly Action<AtomicFileStep> _observer;

    private SlotFile(string path, FileStream exclusive, Action<AtomicFileStep> observer)
    {
        _path = path;
        _lock = exclusive;
        _observer = observer;
    }

    /// <summary>Opens the counter at a path, whether there is one or not; the lock is a file beside it.</summary>
    /// <exception cref="IOException">Another process holds it, or the directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written.</exception>
    public static SlotFile Open(string path) => Open(path, static _ => { });

    /// <inheritdoc/>
    public byte[]? Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        using FileStream stream = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] buffer = new byte[BytesMax];
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..length];
    }

    /// <inheritdoc/>
    public void Replace(ReadOnlySpan<byte> content)
    {
        byte[] expected = content.ToArray();
        bool same = AtomicFile.Write(
            _path, content, replace: true, temporary => File.ReadAllBytes(temporary).AsSpan().SequenceEqual(expected), _observer);
        if (!same)
        {
            throw new IOException($"{_path}: what was written did not read back");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>The same, telling of each step of a replacement.</summary>
    internal static SlotFile Open(string path, Action<AtomicFileStep> observer)
    {
        FileStream exclusive = new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        return new SlotFile(path, exclusive, observer);
    }
}
