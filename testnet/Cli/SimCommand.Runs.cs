using System.Globalization;
using P2PProver.Node.Cli;
using P2PProver.Node.Errors;
using P2PProver.Testnet.Simulation.Checkers;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Reports;

namespace P2PProver.Testnet.Cli;

/// <summary>The bodies of the verbs.</summary>
public sealed partial class SimCommand
{
    private static ExitCode RunOne(Invocation invocation, SimOptions options, string? logPath)
    {
        using StreamWriter? lines = logPath is null ? null : File.CreateText(invocation.ResolvePath(logPath));
        SimResult result = new SimWorld(options, lines).Run();
        if (invocation.Shell.IsJson)
        {
            invocation.Shell.WriteResult(RunSchema, SimRunReport.Of(result));
        }
        else
        {
            foreach (string line in SimRunReport.Of(result).Lines())
            {
                invocation.Shell.WriteResult(line);
            }
        }

        return result.Violations.Count == 0 ? ExitCode.Ok : ExitCode.Failure;
    }

    private static ExitCode RunSwarm(Invocation invocation, ulong first, int count, bool all, CancellationToken cancellation)
    {
        List<SwarmFailure> failures = [];
        long events = 0;
        int settled = 0;
        int runs = 0;
        for (int i = 0; i < count && (all || failures.Count == 0); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ulong seed = first + (ulong)i;
            SimResult result = new SimWorld(SwarmOptions.Draw(seed)).Run();
            runs++;
            events += result.Events;
            settled += result.Settled;
            foreach (Violation violation in result.Violations.Take(1))
            {
                failures.Add(new SwarmFailure(seed, violation.Checker, violation.What, violation.At.TotalSeconds));
                string line = string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {violation.Checker} at {violation.At.TotalSeconds:F1} s: {violation.What}");
                invocation.Shell.Note(line);
            }
        }

        SwarmReport report = new(runs, settled, events, failures);
        if (invocation.Shell.IsJson)
        {
            invocation.Shell.WriteResult(SwarmSchema, report);
        }
        else
        {
            invocation.Shell.WriteResult(string.Create(
                CultureInfo.InvariantCulture, $"{runs} runs, {settled} batches settled, {events:N0} events, {failures.Count} broken invariants (timed mock proofs)"));
        }

        return failures.Count == 0 ? ExitCode.Ok : ExitCode.Failure;
    }

    private static ExitCode RunBench(Invocation invocation, int seeds, bool scaling, string? output, CancellationToken cancellation)
    {
        MeshBench bench = new(seeds, scaling, invocation.Shell.Note, cancellation);
        MeshBenchReport report = bench.Run();
        if (output is not null)
        {
            File.WriteAllText(invocation.ResolvePath(output), SimOptionsFile.WriteAny(report));
        }

        if (invocation.Shell.IsJson)
        {
            invocation.Shell.WriteResult(BenchSchema, report);
        }
        else
        {
            foreach (string line in report.Lines())
            {
                invocation.Shell.WriteResult(line);
            }
        }

        return ExitCode.Ok;
    }
}
