using System.CommandLine;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>The options that every verb has.</summary>
public sealed class GlobalOptions
{
    private readonly Option<bool> _json = Switch("--json", "Write the result as JSON to stdout, errors as JSON to stderr");
    private readonly Option<bool> _quiet = Switch("--quiet", "Say nothing but the result and errors", "-q");
    private readonly Option<bool> _verbose = Switch("--verbose", "Say more, with the details behind an error", "-v");
    private readonly Option<string> _config = Value("--config", "FILE", "Read this configuration file, not the data directory's", "-c");
    private readonly Option<string> _dataDir = Value("--data-dir", "DIR", "Keep everything the node owns in this directory");
    private readonly Option<bool> _noColor = Switch("--no-color", "Do not colour output; NO_COLOR does the same");

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

    private static Option<bool> Switch(string name, string summary, params string[] aliases)
    {
        // No argument: by default a switch would take the word after it for its value, and completion would offer true and false.
        return new Option<bool>(name, aliases) { Description = summary, Recursive = true, Arity = ArgumentArity.Zero };
    }

    private static Option<string> Value(string name, string valueName, string summary, params string[] aliases)
    {
        return new Option<string>(name, aliases) { Description = summary, Recursive = true, HelpName = valueName };
    }
}
