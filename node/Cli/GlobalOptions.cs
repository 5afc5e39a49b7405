using System.CommandLine;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>The options that every verb has.</summary>
public sealed class GlobalOptions
{
    private readonly Option<bool> _json = Create<bool>("--json", "Write the result as JSON to stdout, errors as JSON to stderr");
    private readonly Option<bool> _quiet = Create<bool>("--quiet", "Say nothing but the result and errors", "-q");
    private readonly Option<bool> _verbose = Create<bool>("--verbose", "Say more, with the details behind an error", "-v");
    private readonly Option<string> _config = Create<string>("--config", "Read this configuration file, not the data directory's", "-c");
    private readonly Option<string> _dataDir = Create<string>("--data-dir", "Keep everything the node owns in this directory");
    private readonly Option<bool> _noColor = Create<bool>("--no-color", "Do not colour output; NO_COLOR does the same");

    /// <summary>Prepares the options.</summary>
    public GlobalOptions()
    {
        _config.HelpName = "FILE";
        _dataDir.HelpName = "DIR";
    }

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_json, _quiet, _verbose, _config, _dataDir, _noColor];

    /// <summary>Sets the shell up. Safe on a command line with errors, so that these too are shown as was asked.</summary>
    public void Apply(ParseResult arguments, Shell shell)
    {
        shell.IsJson = arguments.GetValue(_json);
        shell.Color = arguments.GetValue(_noColor) ? ColorMode.Never : ColorMode.Auto;
        shell.Verbosity = arguments.GetValue(_verbose) ? Verbosity.Verbose
            : arguments.GetValue(_quiet) ? Verbosity.Quiet
            : Verbosity.Normal;
    }

    /// <summary>Refuses options that contradict each other.</summary>
    /// <exception cref="CodedException">They do.</exception>
    public void Check(ParseResult arguments)
    {
        if (arguments.GetValue(_quiet) && arguments.GetValue(_verbose))
        {
            throw new CodedException(ErrorCatalogue.ConflictingOptions, "'--quiet' and '--verbose' contradict each other");
        }
    }

    /// <summary>The file of --config; null where it was not given.</summary>
    public string? ConfigPath(ParseResult arguments)
    {
        return arguments.GetValue(_config);
    }

    /// <summary>The keys that the command line sets: the strongest layer of the configuration.</summary>
    public IReadOnlyList<FlagValue> ReadFlags(ParseResult arguments)
    {
        List<FlagValue> flags = [];
        if (arguments.GetValue(_dataDir) is string dataDir)
        {
            flags.Add(new FlagValue(KnownSettings.DataDir, "--data-dir", dataDir));
        }

        AddSwitch(_verbose, KnownSettings.LogLevel, "debug");
        AddSwitch(_quiet, KnownSettings.LogLevel, "error");
        AddSwitch(_json, KnownSettings.LogFormat, "json");
        AddSwitch(_noColor, KnownSettings.OutputColor, "never");
        return flags;

        void AddSwitch(Option<bool> option, Setting setting, string text)
        {
            if (arguments.GetValue(option))
            {
                flags.Add(new FlagValue(setting, option.Name, text));
            }
        }
    }

    private static Option<T> Create<T>(string name, string summary, params string[] aliases)
    {
        return new Option<T>(name, aliases) { Description = summary, Recursive = true };
    }
}
