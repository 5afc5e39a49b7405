using System.Globalization;
using System.Text.Unicode;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Configuration;

/// <summary>Reads a configuration file of bounded size. What is wrong with it comes back as problems; nothing is thrown.</summary>
public static class ConfigFileReader
{
    /// <summary>The largest file that is read.</summary>
    public const int SizeMaxBytes = 64 * 1024;

    /// <summary>Reads the file at <paramref name="path"/>, an absolute path.</summary>
    public static ConfigFile Read(string path)
    {
        byte[] buffer = new byte[SizeMaxBytes + 1];
        int length;
        try
        {
            // Read to a bound instead of asking for the length: a pipe or a device has none.
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refuse(path, ErrorCatalogue.ConfigFileUnreadable, $"the configuration file {path} {Reason(exception, path)}");
        }

        if (length > SizeMaxBytes)
        {
            string limit = (SizeMaxBytes / 1024).ToString(CultureInfo.InvariantCulture);
            return Refuse(path, ErrorCatalogue.ConfigFileTooLarge, $"the configuration file {path} is larger than {limit} KiB");
        }

        ReadOnlySpan<byte> text = buffer.AsSpan(0, length);
        return Utf8.IsValid(text)
            ? new ConfigFileParser(path).Parse(text)
            : Refuse(path, ErrorCatalogue.ConfigFileMalformed, $"the configuration file {path} is not UTF-8 text");
    }

    private static string Reason(Exception exception, string path)
    {
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "does not exist",
            _ when Directory.Exists(path) => "is a directory",
            UnauthorizedAccessException => "may not be read by this user",
            _ => $"cannot be read: {exception.Message}",
        };
    }

    private static ConfigFile Refuse(string path, ErrorDefinition error, string message)
    {
        ConfigProblem problem = new(new Failure(error, message), new SettingOrigin(OriginKind.File, path));
        return new ConfigFile(path, [], [problem]);
    }
}
