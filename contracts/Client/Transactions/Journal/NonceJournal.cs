using System.Text;
using P2PProver.Crypto.Files;

namespace P2PProver.Contracts.Transactions.Journal;

/// <summary>
/// A file of records, appended and flushed to the disk before anything they speak of is sent. A crash may cut off the last line, which
/// is then forgotten: what it spoke of was not sent. One process at a time holds the file.
/// </summary>
internal sealed class NonceJournal : IDisposable
{
    /// <summary>The longest file that is read: some thousand of the largest transactions.</summary>
    public const long FileBytesMax = 1L << 30;

    /// <summary>When a file is written anew without what is over.</summary>
    public const long CompactAtBytes = 64L << 20;

    private readonly string _path;
    private readonly FileStream _lock;
    private FileStream _stream;

    private NonceJournal(string path, FileStream holder, FileStream stream)
    {
        _path = path;
        _lock = holder;
        _stream = stream;
    }

    /// <summary>Whether it has grown so much that it should be compacted.</summary>
    public bool IsLarge => _stream.Length > CompactAtBytes;

    /// <summary>Opens a journal, or makes one, and reads it.</summary>
    /// <param name="path">The file; a file with .lock behind its name is held beside it.</param>
    /// <param name="header">Whose journal it must be.</param>
    /// <param name="records">What it holds behind the header.</param>
    /// <param name="fault">Why it cannot be used.</param>
    /// <param name="detail">What exactly was met; empty on success.</param>
    /// <returns>The journal; null on a fault.</returns>
    public static NonceJournal? Open(string path, JournalRecord.Header header, out IReadOnlyList<JournalRecord> records, out JournalFault fault, out string detail)
    {
        records = [];
        FileStream? holder = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            holder = Hold(path + ".lock");
            if (holder is null)
            {
                (fault, detail) = (JournalFault.InUse, path);
                return null;
            }

            byte[] content = File.Exists(path) ? ReadAll(path) : [];
            fault = Parse(content, out List<JournalRecord> read, out int intact, out detail);
            if (fault == JournalFault.None && read.Count > 0 && read[0] is JournalRecord.Header found && found != header)
            {
                (fault, detail) = (JournalFault.OfAnother, $"account {found.Account} on chain {found.ChainId}");
            }

            if (fault != JournalFault.None)
            {
                holder.Dispose();
                return null;
            }

            if (read.Count == 0)
            {
                byte[] first = Encoding.UTF8.GetBytes(JournalLine.Write(header));
                AtomicFile.Write(path, first, replace: true, static _ => true, static _ => { });
                intact = first.Length;
            }

            records = [.. read.Skip(1)];
            return new NonceJournal(path, holder, OpenAppending(path, intact));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            holder?.Dispose();
            (fault, detail) = (JournalFault.Unreadable, exception.Message);
            return null;
        }
    }

    /// <summary>Appends records; when this returns they are on the disk.</summary>
    /// <exception cref="IOException">They are not; nothing they speak of may be sent.</exception>
    public void Append(IReadOnlyList<JournalRecord> records)
    {
        StringBuilder lines = new();
        foreach (JournalRecord record in records)
        {
            lines.Append(JournalLine.Write(record));
        }

        _stream.Write(Encoding.UTF8.GetBytes(lines.ToString()));
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Replaces all records; a crash leaves either the old file or the new one.</summary>
    public void Compact(JournalRecord.Header header, IEnumerable<JournalRecord> records)
    {
        StringBuilder lines = new(JournalLine.Write(header));
        foreach (JournalRecord record in records)
        {
            lines.Append(JournalLine.Write(record));
        }

        byte[] content = Encoding.UTF8.GetBytes(lines.ToString());
        AtomicFile.Write(_path, content, replace: true, static _ => true, static _ => { });
        _stream.Dispose();
        _stream = OpenAppending(_path, content.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _lock.Dispose();
    }

    private static FileStream? Hold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static byte[] ReadAll(string path) =>
        new FileInfo(path).Length <= FileBytesMax ? File.ReadAllBytes(path) : throw new IOException($"more than {FileBytesMax} bytes");

    private static FileStream OpenAppending(string path, long length)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream stream = new(path, options);
        stream.SetLength(length);
        stream.Seek(length, SeekOrigin.Begin);
        return stream;
    }

    // Everything up to the last whole line; a damaged line with a whole one behind it was not made by a crash.
    private static JournalFault Parse(ReadOnlySpan<byte> content, out List<JournalRecord> records, out int intact, out string detail)
    {
        records = [];
        intact = 0;
        detail = string.Empty;
        ReadOnlySpan<byte> rest = content;
        while (rest.IndexOf((byte)'\n') is int end and >= 0)
        {
            bool isFirst = records.Count == 0;
            if (!JournalLine.TryRead(rest[..end], out JournalRecord? record) || isFirst != record is JournalRecord.Header)
            {
                bool isLast = rest[(end + 1)..].IsEmpty && !isFirst;
                detail = isLast ? string.Empty : $"line {records.Count + 1}";
                return isLast ? JournalFault.None : JournalFault.Damaged;
            }

            records.Add(record);
            intact += end + 1;
            rest = rest[(end + 1)..];
        }

        return JournalFault.None;
    }
}
