using System.CommandLine;
using System.Globalization;
using P2PProver.Node.Cli;
using P2PProver.Node.Diagnostics;
using P2PProver.Node.Errors;
using P2PProver.Testnet.Scenarios;
using P2PProver.Testnet.Scenarios.Files;
using P2PProver.Testnet.Scenarios.Measures;
using P2PProver.Testnet.Scenarios.Reports;
using P2PProver.Testnet.Scenarios.Simulated;

namespace P2PProver.Testnet.Cli;

/// <summary><c>scenario sim FILE...</c>: runs scenarios in the simulator; the exit status is the verdict.</summary>
public sealed class ScenarioCommand : ICliCommand
{
    private const string Schema = "p2pprover.scenario.sim/1";
    private const int SeedsMax = 1000;
    private const int ProblemsShownMax = 2;

    private readonly IHost _host;
    private readonly BuildInfo _build;

    /// <summary>Reports name the build and the machine.</summary>
    public ScenarioCommand(IHost host, BuildInfo build)
    {
        _host = host;
        _build = build;
    }

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Diagnose;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("scenario", "Attack and break networks, and compare what happens with what must");
        noun.Add(BuildSim());
        return noun;
    }

    private Verb BuildSim()
    {
        Argument<string[]> files = new("files") { Description = "Scenario files, or directories of them", Arity = ArgumentArity.OneOrMore };
        Option<int?> seeds = new("--seeds") { Description = "Runs of each cell, instead of what the file says", HelpName = "N" };
        Option<bool> few = new("--few") { Description = "A check in passing: few seeds, and the smaller sizes that the file names for it" };
        Option<int> parallel = new("--parallel") { Description = "Runs at one time; results do not depend on it", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<string?> output = new("--out") { Description = "Write report.html, report.json, report.csv and junit.xml to this directory", HelpName = "DIR" };
        Verb verb = new("sim", "Run scenarios in the deterministic simulator")
        {
            Details =
            [
                "The simulator runs the daemon's protocol code over simulated links and a simulated chain, with timed mock proofs. A cell is one "
                    + "combination of what a scenario varies; it runs with the seeds 1, 2, 3 and so on. The exit status is 0 if every criterion is met, else 1.",
            ],
            Examples =
            [
                new Example("scenario sim testnet/Scenarios/Catalogue --few", "Check the whole catalogue in passing"),
                new Example("scenario sim testnet/Scenarios/Catalogue/c4-builder-censorship.yaml --out censorship", "Draw the censorship curves"),
            ],
            JsonSchema = Schema,
            Body = (invocation, cancellation) => Task.FromResult(Run(
                invocation,
                invocation.Arguments.GetValue(files)!,
                invocation.Arguments.GetValue(seeds),
                invocation.Arguments.GetValue(few),
                invocation.Arguments.GetValue(parallel),
                invocation.Arguments.GetValue(output),
                cancellation)),
        };
        verb.Add(files);
        verb.Add(seeds);
        verb.Add(few);
        verb.Add(parallel);
        verb.Add(output);
        return verb;
    }

    private ExitCode Run(Invocation invocation, string[] files, int? seeds, bool few, int parallel, string? output, CancellationToken cancellation)
    {
        if (seeds is < 1 or > SeedsMax || parallel < 1)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, $"--seeds is from 1 to {SeedsMax}, --parallel at least 1");
        }

        SimulatorEngine engine = new();
        ScenarioRunner runner = new(engine, invocation.Time, parallel);
        List<Scenario> scenarios = [.. files.SelectMany(f => Expand(invocation.ResolvePath(f))).Select(p => Read(p, runner)).Select(s => few ? s.AsFew() : s)];
        List<ScenarioResult> results = [];
        foreach (Scenario scenario in scenarios)
        {
            invocation.Shell.Note($"{scenario.Id}: {scenario.Title}");
            results.Add(runner.Run(scenario, seeds, progress: null, cancellation));
            Tell(invocation.Shell, results[^1]);
        }

        ReportContext context = new(engine.Description, _build.Commit, string.Create(CultureInfo.InvariantCulture, $"{_host.Processor.Model}, {_host.Processor.Cores} cores"));
        if (output is not null)
        {
            Write(invocation.ResolvePath(output), results, context);
        }

        if (invocation.Shell.IsJson)
        {
            invocation.Shell.WriteResult(Schema, new ScenarioReport(results.TrueForAll(r => r.IsPassed), [.. results.Select(ScenarioReport.Entry.Of)]));
        }

        return results.TrueForAll(r => r.IsPassed) ? ExitCode.Ok : ExitCode.Failure;
    }

    private static void Tell(Shell shell, ScenarioResult result)
    {
        if (shell.IsJson)
        {
            return;
        }

        shell.WriteResult(string.Create(CultureInfo.InvariantCulture, $"{result.Scenario.Id} {(result.IsPassed ? "passed" : "FAILED")} in {result.WallTime.TotalSeconds:0.0} s, {result.Cells.Count} cells, {result.Seeds} seeds"));
        foreach (Verdict verdict in result.Verdicts)
        {
            shell.WriteResult($"  {(verdict.IsMet ? "met    " : "NOT MET")} {JUnitReport.Describe(verdict)}");
        }

        foreach (string problem in result.Cells.SelectMany(c => c.Problems.Take(ProblemsShownMax).Select(p => $"{c.Label}, {p}")))
        {
            shell.WriteResult($"  broken  {problem}");
        }
    }

    private static IEnumerable<string> Expand(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)
        : [path];

    private static Scenario Read(string path, ScenarioRunner runner)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ErrorCatalogue.InputUnreadable, $"{path}: {fault.Message}");
        }

        string? refusal = ScenarioReader.TryRead(text, out Scenario? scenario, out string problem) ? runner.Problem(scenario!) : problem;
        return refusal is null ? scenario! : throw new CodedException(ErrorCatalogue.BadArgument, $"{path}: {refusal}");
    }

    private static void Write(string directory, List<ScenarioResult> results, ReportContext context)
    {
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, "report.html"), HtmlReport.Render(results, context));
            File.WriteAllText(Path.Combine(directory, "report.json"), JsonReport.Render(results, context));
            File.WriteAllText(Path.Combine(directory, "report.csv"), CsvReport.Render(results));
            File.WriteAllText(Path.Combine(directory, "junit.xml"), JUnitReport.Render(results));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ErrorCatalogue.FileUnwritable, $"{directory}: {fault.Message}");
        }
    }
}
