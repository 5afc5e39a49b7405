using P2PProver.Node.Cli;
using P2PProver.Node.Configuration;
using P2PProver.Node.Diagnostics;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Tests.Support;

/// <summary>Runs the command inside of the test over a captured shell, a machine of the test's making and an empty environment.</summary>
internal sealed class InProcess
{
    public const string Home = "/nowhere/home";

    public FakeHost Host { get; } = new();

    public FakeTime Time { get; } = new();

    /// <summary>Another clock than <see cref="Time"/>, for verbs that wait for other programs.</summary>
    public TimeProvider? Clock { get; set; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public bool IsTerminal { get; set; }

    public int WidthColumns { get; set; } = 100;

    public string WorkingDirectory { get; set; } = "/nowhere/work";

    /// <summary>More commands than the product's, for tests of what any verb may do.</summary>
    public List<ICliCommand> ExtraCommands { get; } = [];

    public BuildInfo Build { get; set; } = new("1.2.3", "0123456789abcdef0123456789abcdef01234567", "Release");

    public static async Task<RunResult> RunAsync(params string[] words)
    {
        return await new InProcess().GoAsync(words);
    }

    public async Task<RunResult> GoAsync(string[] words, CancellationToken cancellation = default)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ExitCode exitCode = await CreateApp(output, error).RunAsync(words, cancellation);
        return new RunResult((int)exitCode, output.ToString(), error.ToString());
    }

    public CommandLineApp CreateApp(TextWriter output, TextWriter error)
    {
        ProcessEnvironment environment = new(Variables, Home, WorkingDirectory);
        Shell shell = new(
            new ShellChannel(output, IsTerminal, WidthColumns),
            new ShellChannel(error, IsTerminal, WidthColumns),
            environment);
        CliServices services = new(shell, environment, Clock ?? Time, Host, Build);
        return new CommandLineApp(services, [.. CommandTable.Create(services), .. ExtraCommands]);
    }
}
