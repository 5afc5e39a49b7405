using P2PProver.Node.Errors;

namespace P2PProver.Node.Batches;

/// <summary>Files of the rollup's commands: read whole, up to a bound, and written so that nobody sees half of one.</summary>
public static class InputFile
{
    private const string TemporarySuffix = ".tmp";

    /// <summary>Reads a file.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="bytesMax">The most bytes that such a file has.</param>
    /// <exception cref="CodedException">It cannot be read, or is larger.</exception>
    public static byte[] Read(string path, long bytesMax)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > bytesMax)
            {
                throw new CodedException(ErrorCatalogue.InputUnreadable, $"{path} has {stream.Length} bytes, at most {bytesMax} are read");
            }

            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ErrorCatalogue.InputUnreadable, $"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a file, making its directory where there is none.</summary>
    /// <exception cref="CodedException">It cannot be written; a file that was there is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path + TemporarySuffix, content);
            File.Move(path + TemporarySuffix, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ErrorCatalogue.FileUnwritable, $"{path} cannot be written: {exception.Message}", exception);
        }
    }
}
