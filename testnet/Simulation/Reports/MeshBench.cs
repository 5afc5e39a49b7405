using System.Globalization;
using System.Reflection;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Baselines;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Network;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>Measures the mesh and four baselines: the same nodes' speeds in distribution, job times, delays, tree and dying nodes.</summary>
public sealed class MeshBench
{
    private const int Nodes = 32;
    private const int Shards = 64;

    private static readonly int[] Sizes = [8, 16, 32, 64, 128, 256, 512, 1000];

    private readonly int _seeds;
    private readonly bool _scaling;
    private readonly Action<string> _progress;
    private readonly CancellationToken _cancellation;

    /// <summary>A measurement over a number of seeds; progress is told in words.</summary>
    public MeshBench(int seeds, bool scaling, Action<string> progress, CancellationToken cancellation)
    {
        (_seeds, _scaling, _progress, _cancellation) = (seeds, scaling, progress, cancellation);
    }

    /// <summary>Runs everything.</summary>
    public MeshBenchReport Run()
    {
        List<MeshBenchRow> rows = [];
        foreach ((string condition, double dying, double stalling) in ((string, double, double)[])[("healthy", 0, 0), ("20 % die mid-job", 0.2, 0), ("30 % stall", 0, 0.3)])
        {
            rows.Add(Mesh(condition, Nodes, dying, stalling));
            foreach (BaselinePolicy policy in Enum.GetValues<BaselinePolicy>())
            {
                rows.Add(Row(policy.ToString(), condition, Nodes, seed => Baseline.Run(policy, OptionsOf(seed, Nodes, dying, stalling))));
            }

            _progress(condition);
        }

        foreach (int nodes in _scaling ? Sizes : [])
        {
            rows.Add(Mesh("scaling", nodes, 0, 0));
            rows.Add(Row(nameof(BaselinePolicy.CentralQueue), "scaling", nodes, seed => Baseline.Run(BaselinePolicy.CentralQueue, OptionsOf(seed, nodes, 0, 0))));
            _progress(string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes"));
        }

        return new MeshBenchReport(MockProofSystem.Label, Commit(), Processor(), _seeds, Parameters(), rows);
    }

    /// <summary>The mesh under a condition, as options of one seed.</summary>
    public static SimOptions MeshOptionsOf(ulong seed, int nodes, double dying, double stalling) => new()
    {
        Seed = seed,
        Nodes = nodes,
        Shards = Shards,
        Batches = 1,
        Faults = new FaultOptions { DieMidJobShare = dying },
        Adversaries = new AdversaryOptions { Share = stalling, Behaviours = stalling > 0 ? Behaviours.ClaimAndStall : Behaviours.None },
        StakeCoins = [100],
    };

    /// <summary>One run of the mesh as figures to compare.</summary>
    public static RunFigures Measure(SimOptions options)
    {
        SimWorld world = new(options);
        SimResult result = world.Run();
        BatchFigure? batch = result.Batches.Count > 0 ? result.Batches[0] : null;
        return new RunFigures
        {
            TimeToRoot = result.Violations.Count == 0 ? batch?.RootAt - batch?.ActionableAt : null,
            UsefulSeconds = result.UsefulTime.TotalSeconds,
            TotalSeconds = result.WorkTime.TotalSeconds,
            Bytes = result.Bytes,
            CoordinationGas = result.CoordinationGas,
        };
    }

    private static BaselineOptions OptionsOf(ulong seed, int nodes, double dying, double stalling) => new()
    {
        Seed = seed,
        Nodes = nodes,
        Shards = Shards,
        DieMidJobShare = dying,
        StallShare = stalling,
        NewsDelayMax = new Chain.ChainOptions().NewsDelayMax,
    };

    private MeshBenchRow Mesh(string condition, int nodes, double dying, double stalling) =>
        Row("Mesh", condition, nodes, seed => Measure(MeshOptionsOf(seed, nodes, dying, stalling)));

    private MeshBenchRow Row(string policy, string condition, int nodes, Func<ulong, RunFigures> run)
    {
        List<RunFigures> figures = [];
        for (int i = 0; i < _seeds; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            figures.Add(run(1000UL + (ulong)i));
        }

        return new MeshBenchRow(
            policy,
            condition,
            nodes,
            Shards,
            Spread.Of(figures.Select(f => f.TimeToRoot?.TotalSeconds)),
            Spread.Of(figures.Select(f => (double?)f.WastedShare)),
            Spread.Of(figures.Select(f => (double?)f.Bytes)),
            Spread.Of(figures.Select(f => (double?)f.CoordinationGas)));
    }

    private static Dictionary<string, string> Parameters()
    {
        JobTimes jobs = new();
        NetworkOptions network = new();
        return new(StringComparer.Ordinal)
        {
            ["leafSeconds"] = jobs.LeafJob.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["mergeSeconds"] = jobs.Merge.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["finalSeconds"] = jobs.Final.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["speedSigma"] = jobs.SpeedSigma.ToString(CultureInfo.InvariantCulture),
            ["proofBytes"] = jobs.ProofBytes.ToString(CultureInfo.InvariantCulture),
            ["latencyMedianMs"] = network.LatencyMedian.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ["latencySigma"] = network.LatencySigma.ToString(CultureInfo.InvariantCulture),
            ["uplinkBitsPerSecond"] = network.UplinkBitsPerSecond.ToString(CultureInfo.InvariantCulture),
            ["degree"] = network.Degree.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Commit()
    {
        string? version = typeof(MeshBench).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+', 2) is [_, string commit] ? commit : "unknown";
    }

    private static string Processor() => Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture) + " cores, "
        + System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture;
}
