using System.CommandLine;
using Microsoft.Extensions.Logging;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;
using P2PProver.Node.Logging;

namespace P2PProver.Node.Cli;

/// <summary>One run of one verb: its arguments, and everything that it may use.</summary>
public sealed partial class Invocation : IDisposable
{
    private readonly GlobalOptions _globals;
    private readonly CliServices _services;
    private ConfigurationResult? _configuration;
    private ILoggerFactory? _loggerFactory;

    /// <summary>Prepares a run; nothing is read until it is asked for.</summary>
    public Invocation(ParseResult arguments, GlobalOptions globals, CliServices services)
    {
        Arguments = arguments;
        _globals = globals;
        _services = services;
    }

    /// <summary>The parsed command line.</summary>
    public ParseResult Arguments { get; }

    /// <summary>The console.</summary>
    public Shell Shell => _services.Shell;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _services.Time;

    /// <summary>Variables and directories.</summary>
    public ProcessEnvironment Environment => _services.Environment;

    /// <summary>The configuration with all its problems, for verbs that must work on a wrong one too.</summary>
    public ConfigurationResult Configuration => _configuration ??= LoadConfiguration();

    /// <summary>The configuration.</summary>
    /// <exception cref="CodedException">It is wrong.</exception>
    public Settings Settings => Configuration.Require();

    /// <summary>How many threads a computation may use: the setting, or all that this process may use.</summary>
    public int Threads
    {
        get
        {
            int threads = (int)Settings.Get(KnownSettings.ProverThreads);
            return threads == 0 ? System.Environment.ProcessorCount : threads;
        }
    }

    /// <summary>A path of the command line as an absolute one.</summary>
    public string ResolvePath(string path) => Environment.ResolvePath(path, Environment.WorkingDirectory);

    /// <summary>A logger for an area, at the level and in the format of the configuration.</summary>
    public ILogger LoggerFor(string area)
    {
        if (_loggerFactory is null)
        {
            _loggerFactory = ShellLogging.CreateFactory(Shell.DiagnosticWriter, Configuration.Settings, Time);
            ILogger logger = _loggerFactory.CreateLogger("config");
            string file = Configuration.FilePath ?? "no file";
            int problems = Configuration.Problems.Count;
            LogConfigured(logger, file, problems);
        }

        return _loggerFactory.CreateLogger(area);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loggerFactory?.Dispose();
    }

    private ConfigurationResult LoadConfiguration()
    {
        ConfigurationLoader loader = new(KnownSettings.All, _services.Environment);
        ConfigurationResult result = loader.Load(_globals.ConfigPath(Arguments), _globals.ReadFlags(Arguments));
        Shell.Color = result.Settings.Get(KnownSettings.OutputColor);
        return result;
    }

    [LoggerMessage(EventId = 1000, Level = LogLevel.Debug, Message = "configured from {File}, problems: {Problems}")]
    private static partial void LogConfigured(ILogger logger, string file, int problems);
}
