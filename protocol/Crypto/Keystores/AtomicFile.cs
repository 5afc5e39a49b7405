using System.Security.Cryptography;
using P2PProver.Crypto.Native;

namespace P2PProver.Crypto.Keystores;

/// <summary>
/// Replaces a file so that at every moment, also after a crash or a power cut, its path holds either all of the old bytes or all of the
/// new: write a temporary file beside it, flush, check, rename, flush the directory. A crash may leave the temporary file, which nothing
/// reads.
/// </summary>
public static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyDirectory = OwnerOnly | UnixFileMode.UserExecute;
    private const int SuffixBytes = 8;

    /// <summary>Writes the file with permissions 0600, making its directory with 0700 if there is none.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="replace">Whether a file that is there may be replaced; otherwise it makes an <see cref="IOException"/>.</param>
    /// <param name="check">Looks at the flushed temporary file, by its path, before the old one goes; false stops the replacement.</param>
    /// <param name="observer">Told of each step when it is done.</param>
    /// <returns>What the check said.</returns>
    /// <exception cref="IOException">A step failed; the old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refused a step; the old file is as it was.</exception>
    public static bool Write(
        string path, ReadOnlySpan<byte> content, bool replace, Func<string, bool> check, Action<AtomicFileStep> observer)
    {
        string target = Path.GetFullPath(path);
        string directory = Path.GetDirectoryName(target) ?? throw new IOException($"{target} is a directory");
        CreateDirectory(directory);
        string temporary = $"{target}.{RandomNumberGenerator.GetHexString(2 * SuffixBytes, lowercase: true)}.tmp";
        try
        {
            WriteFlushed(temporary, content, observer);
            if (!check(temporary))
            {
                return false;
            }

            observer(AtomicFileStep.Checked);
            File.Move(temporary, target, replace);
            observer(AtomicFileStep.Renamed);
            LibC.FlushDirectory(directory);
            observer(AtomicFileStep.DirectoryFlushed);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnlyDirectory);
        }
    }

    private static void WriteFlushed(string temporary, ReadOnlySpan<byte> content, Action<AtomicFileStep> observer)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // From the first moment: a file that is closed to others only later was open to them before.
            options.UnixCreateMode = OwnerOnly;
        }

        using FileStream stream = new(temporary, options);
        observer(AtomicFileStep.Created);
        stream.Write(content);
        observer(AtomicFileStep.Written);
        stream.Flush(flushToDisk: true);
        observer(AtomicFileStep.Flushed);
    }
}
