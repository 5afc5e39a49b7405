using P2PProver.Node.Configuration;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Configuration;

/// <summary>Loads configurations from files and variables of the test's making.</summary>
internal sealed class ConfigBench : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public string Path => _directory.Path;

    public IReadOnlyList<Setting> Settings { get; set; } = KnownSettings.All;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string DataDir => System.IO.Path.Combine(_directory.Path, "home", ".p2pprover");

    public string Write(string name, string text)
    {
        return _directory.Write(name, text);
    }

    public ConfigurationResult Load(string? configPath = null, params FlagValue[] flags)
    {
        ProcessEnvironment environment = new(Variables, System.IO.Path.Combine(_directory.Path, "home"), _directory.Path);
        return new ConfigurationLoader(Settings, environment).Load(configPath, flags);
    }

    /// <summary>Loads a file with this text and returns the messages of its problems, without the file's path.</summary>
    public IReadOnlyList<string> ProblemsOf(string text)
    {
        string file = Write("config.json", text);
        return
        [
            .. Load(file).Problems
                .Select(problem => $"{problem.Failure.Error.Code} {problem.Failure.Message}")
                .Select(message => message.Replace(file, "FILE", StringComparison.Ordinal)),
        ];
    }

    public void Dispose()
    {
        _directory.Dispose();
    }
}
