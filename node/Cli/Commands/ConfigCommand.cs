using System.CommandLine;
using System.Globalization;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover config show | check | defaults</c></summary>
public sealed class ConfigCommand : ICliCommand
{
    private const string ShowSchema = "p2pprover.config.show/1";
    private const string CheckSchema = "p2pprover.config.check/1";
    private const string DefaultsSchema = "p2pprover.config.defaults/1";

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Basics;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("config", "Show, check and start a configuration")
        {
            Details =
            [
                "A value is taken from the strongest layer that has it: an option of the command line, then an environment variable, "
                    + "then the configuration file, then the built-in default. The variable of a key is P2PPROVER_ and the key in "
                    + "capitals, with two underscores between section and name: log.level is P2PPROVER_LOG__LEVEL, dataDir is "
                    + "P2PPROVER_DATA_DIR.",
                "The file is the one named by --config, else config.json in the data directory. It is JSON; comments and trailing "
                    + "commas are allowed. A key or variable that does not exist is an error, not a silent default.",
            ],
            Examples =
            [
                new Example("p2pprover config defaults > config.json", "Start a configuration file"),
                new Example("p2pprover config check --config config.json", "Find all that is wrong with it"),
                new Example("p2pprover config show --origin", "See what holds, and why"),
            ],
        };
        noun.Add(BuildShow());
        noun.Add(BuildCheck());
        noun.Add(BuildDefaults());
        return noun;
    }

    private static Verb BuildShow()
    {
        Option<bool> origin = new("--origin")
        {
            Description = "Say for each value where it comes from",
            Arity = ArgumentArity.Zero,
        };
        Verb verb = new("show", "Print every key with the value that holds")
        {
            Details = ["Secrets are redacted. The JSON output always has the origins."],
            Examples =
            [
                new Example("p2pprover config show --origin", "See which layer each value comes from"),
                new Example("P2PPROVER_LOG__LEVEL=debug p2pprover config show", "Try the effect of a variable"),
            ],
            JsonSchema = ShowSchema,
            Body = (invocation, _) => Task.FromResult(Show(invocation, invocation.Arguments.GetValue(origin))),
        };
        verb.Add(origin);
        return verb;
    }

    private static Verb BuildCheck()
    {
        return new Verb("check", "List everything that is wrong with the configuration")
        {
            Details =
            [
                "Checks the file, the environment and the options of this command line. The exit status is 0 when all is well, else 3.",
            ],
            Examples = [new Example("p2pprover config check --config new.json", "Check a file before it is put in place")],
            JsonSchema = CheckSchema,
            Body = static (invocation, _) => Task.FromResult(Check(invocation)),
        };
    }

    private static Verb BuildDefaults()
    {
        return new Verb("defaults", "Print a commented configuration file with every key and its default")
        {
            Details = ["Every key is commented out, so that a default follows the version until you make the key your own."],
            Examples =
            [
                new Example("p2pprover config defaults > ~/.p2pprover/config.json", "Start the data directory's configuration"),
                new Example("p2pprover config defaults --json | jq -r '.settings[].variable'", "The variables of all keys"),
            ],
            JsonSchema = DefaultsSchema,
            Body = static (invocation, _) => Task.FromResult(PrintDefaults(invocation.Shell)),
        };
    }

    private static ExitCode Show(Invocation invocation, bool withOrigin)
    {
        Settings settings = invocation.Settings;
        if (invocation.Shell.IsJson)
        {
            List<ConfigShowReport.Entry> entries =
            [
                .. settings.All.Select(value =>
                    new ConfigShowReport.Entry(value.Setting.Key, value.Shown, value.Setting.Unit, value.Origin)),
            ];
            invocation.Shell.WriteResult(ShowSchema, new ConfigShowReport(invocation.Configuration.FilePath, entries));
            return ExitCode.Ok;
        }

        string[] header = withOrigin ? ["KEY", "VALUE", "ORIGIN"] : ["KEY", "VALUE"];
        List<string[]> rows = [header];
        foreach (SettingValue value in settings.All)
        {
            string described = value.Setting.Describe(value.Value);
            rows.Add(withOrigin ? [value.Setting.Key, described, value.Origin.ToString()] : [value.Setting.Key, described]);
        }

        bool isHeader = true;
        foreach (string line in TextLayout.Columns(rows, indent: "", width: int.MaxValue))
        {
            invocation.Shell.WriteResult(isHeader ? invocation.Shell.Paint(Tone.Heading, line) : line);
            isHeader = false;
        }

        return ExitCode.Ok;
    }

    private static ExitCode Check(Invocation invocation)
    {
        ConfigurationResult configuration = invocation.Configuration;
        bool isOk = configuration.Problems.Count == 0;
        if (invocation.Shell.IsJson)
        {
            List<ConfigCheckReport.Entry> entries =
            [
                .. configuration.Problems.Select(problem => new ConfigCheckReport.Entry(
                    problem.Failure.Error.Code,
                    problem.Failure.Message,
                    problem.Key,
                    problem.Origin,
                    problem.Failure.NextStep)),
            ];
            invocation.Shell.WriteResult(CheckSchema, new ConfigCheckReport(configuration.FilePath, isOk, entries));
        }
        else
        {
            WriteProblems(invocation.Shell, configuration);
        }

        return isOk ? ExitCode.Ok : ExitCode.Configuration;
    }

    private static void WriteProblems(Shell shell, ConfigurationResult configuration)
    {
        string source = configuration.FilePath ?? "no configuration file";
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (ConfigProblem problem in configuration.Problems)
        {
            shell.WriteResult($"{shell.Paint(Tone.Bad, problem.Failure.Error.Code)}  {problem.Failure.Message}");

            // Problems of one kind are mended alike; saying so once is enough.
            if (told.Add(problem.Failure.NextStep))
            {
                shell.WriteResult($"            {shell.Paint(Tone.Faint, "-> " + problem.Failure.NextStep)}");
            }
        }

        shell.WriteResult(configuration.Problems.Count switch
        {
            0 => $"ok: {source}, environment and command line are right",
            1 => $"1 problem ({source})",
            int count => string.Create(CultureInfo.InvariantCulture, $"{count} problems ({source})"),
        });
    }

    private static ExitCode PrintDefaults(Shell shell)
    {
        if (shell.IsJson)
        {
            List<ConfigDefaultsReport.Entry> entries =
            [
                .. KnownSettings.All.Select(setting => new ConfigDefaultsReport.Entry(
                    setting.Key,
                    setting.TypeName,
                    setting.Unit,
                    setting.Allowed,
                    setting.DefaultText,
                    setting.Description,
                    setting.EnvironmentName,
                    setting.Flag,
                    setting.IsSecret)),
            ];
            shell.WriteResult(DefaultsSchema, new ConfigDefaultsReport(entries));
        }
        else
        {
            shell.WriteResult(ConfigTemplate.Write(KnownSettings.All).TrimEnd());
        }

        return ExitCode.Ok;
    }
}
