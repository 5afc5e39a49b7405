namespace P2PProver.Node.Configuration;

/// <summary>What the process was started with, captured once so that nothing below reads global state.</summary>
/// <param name="Variables">The environment variables.</param>
/// <param name="HomeDirectory">The user's home directory, absolute; the working directory where there is none.</param>
/// <param name="WorkingDirectory">The directory that relative paths of the command line start from.</param>
public sealed record ProcessEnvironment(
    IReadOnlyDictionary<string, string> Variables,
    string HomeDirectory,
    string WorkingDirectory)
{
    /// <summary>Captures the environment of this process.</summary>
    public static ProcessEnvironment Capture()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        string workingDirectory = CurrentDirectory();
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new ProcessEnvironment(variables, home.Length > 0 ? home : workingDirectory, workingDirectory);
    }

    /// <summary>The value of a variable; null where it is not set or empty, which POSIX tools treat alike.</summary>
    public string? Variable(string name)
    {
        return Variables.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
    }

    /// <summary>Makes a path absolute: <c>~</c> is the home directory, others start at <paramref name="baseDirectory"/>.</summary>
    public string ResolvePath(string path, string baseDirectory)
    {
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = HomeDirectory + path[1..];
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, baseDirectory));
    }

    private static string CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            // It was removed under our feet; nothing relative can be found in it anyway.
            return Path.GetPathRoot(AppContext.BaseDirectory)!;
        }
    }
}
