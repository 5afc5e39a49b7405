using System.Globalization;
using P2PProver.Node.Configuration;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether the data directory is ours alone and can be written to.</summary>
public sealed class DataDirectoryCheck : IMachineCheck
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <inheritdoc/>
    public string Id => "data-directory";

    /// <inheritdoc/>
    public string Title => "Data directory";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        return ValueTask.FromResult(Judge(context.Host.ReadDirectory(context.Settings.Get(KnownSettings.DataDir))));
    }

    private static CheckResult Judge(DirectoryFacts directory)
    {
        if (directory.Exists && !directory.IsDirectory)
        {
            return CheckResult.Fail($"{directory.Path} is not a directory", "Choose another one with --data-dir, or move the file away.");
        }

        if (!directory.IsWritable)
        {
            string place = directory.Exists ? directory.Path : $"{directory.Path} does not exist, and {directory.NearestExisting}";
            string found = $"{place} may not be written to by this user";
            return CheckResult.Fail(found, "Choose another one with --data-dir, or change its owner.");
        }

        if (!directory.Exists)
        {
            return CheckResult.Info($"{directory.Path} does not exist yet and can be created");
        }

        return directory.Mode is UnixFileMode mode && (mode & ~OwnerOnly) != UnixFileMode.None
            ? CheckResult.Warn(
                $"{directory.Path} is open to other users (mode {Octal(mode)})",
                $"Close it, for it will hold keys: 'chmod 700 {directory.Path}'.")
            : CheckResult.Ok($"{directory.Path}, closed to other users");
    }

    private static string Octal(UnixFileMode mode)
    {
        return Convert.ToString((int)mode, 8).PadLeft(4, '0').ToString(CultureInfo.InvariantCulture);
    }
}
