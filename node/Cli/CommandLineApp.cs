using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>The <c>p2pprover</c> command: parses, runs one verb, and turns whatever happens into an exit code.</summary>
public sealed class CommandLineApp
{
    // A file named by '@' must not be able to add options behind the operator's back.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    private readonly CliServices _services;
    private readonly GlobalOptions _globals = new();
    private readonly List<KeyValuePair<CommandGroup, Verb>> _commands = [];

    /// <summary>Builds the command line over the product's commands.</summary>
    public CommandLineApp(CliServices services)
        : this(services, CommandTable.Create(services))
    {
    }

    /// <summary>Builds the command line over the given commands.</summary>
    public CommandLineApp(CliServices services, IReadOnlyList<ICliCommand> commands)
    {
        _services = services;
        Root = BuildRoot();
        foreach (ICliCommand command in commands)
        {
            Verb verb = command.Build();
            Bind(verb);
            Root.Add(verb);
            _commands.Add(new KeyValuePair<CommandGroup, Verb>(command.Group, verb));
        }
    }

    /// <summary>The root with every verb below it.</summary>
    public RootCommand Root { get; }

    /// <summary>Runs a command line. Never throws; whatever goes wrong is reported through the shell.</summary>
    public async Task<ExitCode> RunAsync(string[] words, CancellationToken cancellation)
    {
        Shell shell = _services.Shell;
        try
        {
            ExitCode exitCode = await RunParsedAsync(Parse(words), cancellation);
            shell.Flush();
            return exitCode;
        }
        catch (CodedException exception)
        {
            shell.Fail(exception.Failure, exception.InnerException);
            return exception.Failure.Error.ExitCode;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            shell.Fail(new Failure(ErrorCatalogue.Interrupted, "interrupted before the verb was done"));
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last line of defence: any other exception is a bug, and is reported as one.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            shell.Fail(new Failure(ErrorCatalogue.Bug, $"this is a bug: {exception.GetType().Name}: {exception.Message}"), exception);
            return ExitCode.Failure;
        }
    }

    private ParseResult Parse(string[] words)
    {
        // 'p2pprover' alone and 'p2pprover help [verb]' are what one tries first; both mean --help.
        string[] meant = words switch
        {
            [] => ["--help"],
            ["help", .. string[] rest] => [.. rest, "--help"],
            _ => words,
        };
        return Root.Parse(meant, Parser);
    }

    private async Task<ExitCode> RunParsedAsync(ParseResult arguments, CancellationToken cancellation)
    {
        _globals.Apply(arguments, _services.Shell);

        // Help and completion answer even where the rest of the line is wrong; only for them is another action chosen.
        if (arguments.Action is ParseErrorAction)
        {
            throw UsageErrors.Describe(arguments);
        }

        _globals.Check(arguments);
        InvocationConfiguration invocation = new()
        {
            Output = _services.Shell.ResultWriter,
            Error = _services.Shell.DiagnosticWriter,
            EnableDefaultExceptionHandler = false,

            // Signals are handled by Interrupts, once for the whole process.
            ProcessTerminationTimeout = null,
        };
        return (ExitCode)await arguments.InvokeAsync(invocation, cancellation);
    }

    private RootCommand BuildRoot()
    {
        RootCommand root = new("P2PProver: a leaderless prover mesh for zk-rollups.");
        HelpOption help = new("--help", "-h")
        {
            Description = "Show help about the program or a verb",
            Recursive = true,
            Action = new SelfDescription(arguments =>
                new HelpWriter(_services.Shell, Root, _commands).Write(arguments.CommandResult.Command)),
        };
        VersionOption version = new("--version")
        {
            Description = "Show the version in one line; 'p2pprover version' tells more",
            Action = new SelfDescription(_ => WriteVersion()),
        };
        root.Options.Clear();
        foreach (Option option in _globals.All)
        {
            root.Add(option);
        }

        root.Add(help);
        root.Add(version);
        return root;
    }

    private void WriteVersion()
    {
        if (_services.Shell.IsJson)
        {
            _services.Shell.WriteResult("p2pprover.build/1", _services.Build);
        }
        else
        {
            _services.Shell.WriteResult(_services.Build.Summary);
        }
    }

    private void Bind(Verb verb)
    {
        if (verb.Body is not null)
        {
            verb.SetAction(async (arguments, cancellation) =>
            {
                using Invocation invocation = new(arguments, _globals, _services);
                return (int)await verb.Body(invocation, cancellation);
            });
        }

        foreach (Verb child in verb.Subcommands.OfType<Verb>())
        {
            Bind(child);
        }
    }

    /// <summary>What an option does that describes the program instead of running a verb.</summary>
    private sealed class SelfDescription : SynchronousCommandLineAction
    {
        private readonly Action<ParseResult> _describe;

        public SelfDescription(Action<ParseResult> describe)
        {
            _describe = describe;
        }

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            _describe(parseResult);
            return (int)ExitCode.Ok;
        }
    }
}
