using System.Reflection;

namespace P2PProver.Node.Diagnostics;

/// <summary>What this program was built from.</summary>
/// <param name="Version">The version, such as <c>0.1.0</c>.</param>
/// <param name="Commit">The commit's full hash; <c>unknown</c> when the build had no repository at hand.</param>
/// <param name="Configuration">Release or Debug.</param>
public sealed record BuildInfo(string Version, string Commit, string Configuration)
{
    private const string Unknown = "unknown";
    private const int ShortCommitLength = 10;

    /// <summary>Program, version and short commit in one line.</summary>
    public string Summary
    {
        get
        {
            string commit = Commit.Length > ShortCommitLength ? Commit[..ShortCommitLength] : Commit;
            return $"p2pprover {Version} ({commit})";
        }
    }

    /// <summary>Reads what the build left in the assembly.</summary>
    public static BuildInfo OfThisProgram()
    {
        Assembly assembly = typeof(BuildInfo).Assembly;
        string full = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Unknown;
        string configuration = assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? Unknown;
        return Parse(full, configuration);
    }

    /// <summary>Splits <c>version+commit</c>, the form in which the SDK writes the informational version.</summary>
    public static BuildInfo Parse(string informationalVersion, string configuration)
    {
        string[] parts = informationalVersion.Split('+', 2);
        string commit = parts.Length == 2 && parts[1].Length > 0 ? parts[1] : Unknown;
        return new BuildInfo(parts[0], commit, configuration);
    }
}
