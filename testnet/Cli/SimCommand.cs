using System.CommandLine;
using P2PProver.Node.Cli;
using P2PProver.Node.Errors;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Reports;

namespace P2PProver.Testnet.Cli;

/// <summary><c>sim run | replay | swarm | bench</c></summary>
public sealed partial class SimCommand : ICliCommand
{
    private const string RunSchema = "p2pprover.sim.run/1";
    private const string SwarmSchema = "p2pprover.sim.swarm/1";
    private const string BenchSchema = "p2pprover.sim.bench/1";

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Diagnose;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("sim", "Simulate whole networks of provers in one thread, with timed mock proofs")
        {
            Details =
            [
                "The nodes are the protocol's own; links, chain, clock and proofs are simulated. A seed and its options determine every event, so that any "
                    + "run can be repeated. Proofs are timed mocks: what they take was measured, what they prove is nothing.",
            ],
            Examples =
            [
                new Example("sim run --nodes 32 --shards 64", "One healthy batch"),
                new Example("sim swarm --count 500", "500 runs with faults and attacks; the first broken invariant is shown with its seed"),
            ],
        };
        noun.Add(BuildRun());
        noun.Add(BuildReplay());
        noun.Add(BuildSwarm());
        noun.Add(BuildBench());
        return noun;
    }

    private static Verb BuildRun()
    {
        Option<ulong> seed = new("--seed") { Description = "The seed", HelpName = "N", DefaultValueFactory = _ => 1UL };
        Option<bool> swarm = new("--swarm") { Description = "Draw faults and attacks from the seed" };
        Option<int?> nodes = new("--nodes") { Description = "How many nodes", HelpName = "N" };
        Option<int?> shards = new("--shards") { Description = "Shards of each batch", HelpName = "N" };
        Option<int?> batches = new("--batches") { Description = "How many batches", HelpName = "N" };
        Option<string?> log = new("--log") { Description = "Write one line per event to this file", HelpName = "FILE" };
        Option<string?> save = new("--save") { Description = "Write the options to this file, for replay", HelpName = "FILE" };
        Verb verb = new("run", "Run one network to its end")
        {
            Details = ["The exit status is 1 when an invariant broke."],
            Examples = [new Example("sim run --seed 7 --swarm --log events.log", "A run with faults, and its log")],
            JsonSchema = RunSchema,
            Body = (invocation, _) =>
            {
                ParseResult arguments = invocation.Arguments;
                SimOptions options = arguments.GetValue(swarm) ? SwarmOptions.Draw(arguments.GetValue(seed)) : new SimOptions { Seed = arguments.GetValue(seed) };
                options = options with
                {
                    Nodes = arguments.GetValue(nodes) ?? options.Nodes,
                    Shards = arguments.GetValue(shards) ?? options.Shards,
                    Batches = arguments.GetValue(batches) ?? options.Batches,
                };
                Save(invocation, arguments.GetValue(save), options);
                return Task.FromResult(RunOne(invocation, options, arguments.GetValue(log)));
            },
        };
        foreach (Option option in (Option[])[seed, swarm, nodes, shards, batches, log, save])
        {
            verb.Add(option);
        }

        return verb;
    }

    private static Verb BuildReplay()
    {
        Argument<string> file = new("options") { Description = "Options as 'sim run --save' writes them" };
        Option<string?> log = new("--log") { Description = "Write one line per event to this file", HelpName = "FILE" };
        Verb verb = new("replay", "Run a network again, event by event as before")
        {
            Examples = [new Example("sim replay options.json --log events.log", "The same run, with its log")],
            JsonSchema = RunSchema,
            Body = (invocation, _) => Task.FromResult(RunOne(
                invocation, Load(invocation.ResolvePath(invocation.Arguments.GetValue(file)!)), invocation.Arguments.GetValue(log))),
        };
        verb.Add(file);
        verb.Add(log);
        return verb;
    }

    private static Verb BuildSwarm()
    {
        Option<ulong> first = new("--seed") { Description = "The first seed", HelpName = "N", DefaultValueFactory = _ => 1UL };
        Option<int> count = new("--count") { Description = "How many runs", HelpName = "N", DefaultValueFactory = _ => 100 };
        Option<bool> all = new("--all") { Description = "Go on after a broken invariant" };
        Verb verb = new("swarm", "Run many networks with faults and attacks drawn from their seeds")
        {
            Details = ["The exit status is 1 when an invariant broke."],
            Examples = [new Example("sim swarm --seed 1000 --count 50", "Fifty runs")],
            JsonSchema = SwarmSchema,
            Body = (invocation, cancellation) => Task.FromResult(RunSwarm(
                invocation,
                invocation.Arguments.GetValue(first),
                invocation.Arguments.GetValue(count),
                invocation.Arguments.GetValue(all),
                cancellation)),
        };
        verb.Add(first);
        verb.Add(count);
        verb.Add(all);
        return verb;
    }

    private static Verb BuildBench()
    {
        Option<int> seeds = new("--seeds") { Description = "Runs of each kind", HelpName = "N", DefaultValueFactory = _ => 20 };
        Option<bool> scaling = new("--scaling") { Description = "Also 8 to 1,000 nodes" };
        Option<string?> output = new("--out") { Description = "Write the figures as JSON to this file", HelpName = "FILE" };
        Verb verb = new("bench", "Measure the mesh against four baselines in the same harness")
        {
            Details = ["32 nodes, 64 leaves; medians with the quarter below and above. All times are simulated, with timed mock proofs."],
            Examples = [new Example("sim bench --seeds 20 --scaling --out docs/results/mesh.json", "The figures of the documents")],
            JsonSchema = BenchSchema,
            Body = (invocation, cancellation) => Task.FromResult(RunBench(
                invocation,
                invocation.Arguments.GetValue(seeds),
                invocation.Arguments.GetValue(scaling),
                invocation.Arguments.GetValue(output),
                cancellation)),
        };
        verb.Add(seeds);
        verb.Add(scaling);
        verb.Add(output);
        return verb;
    }

    private static void Save(Invocation invocation, string? path, SimOptions options)
    {
        if (path is not null)
        {
            File.WriteAllText(invocation.ResolvePath(path), SimOptionsFile.Write(options));
        }
    }

    private static SimOptions Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new CodedException(new Failure(ErrorCatalogue.BadArgument, $"there is no file {path}"));
        }

        return SimOptionsFile.Read(File.ReadAllText(path))
            ?? throw new CodedException(new Failure(ErrorCatalogue.BadArgument, $"{path} does not hold the options of a simulation"));
    }
}
