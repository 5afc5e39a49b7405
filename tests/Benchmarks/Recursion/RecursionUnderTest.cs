using P2PProver.Benchmarks.Rollup;
using P2PProver.Benchmarks.Stark;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Recursion;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Recursion;

/// <summary>Two proven neighbouring shards, the provers over them, and the last proofs made.</summary>
internal sealed class RecursionUnderTest : IDisposable
{
    private const double MiB = 1048576;
    private const long MemoryBytes = 1L << 30;

    private static readonly PublicField[] Fields =
    [
        new("domain", LinkKind.Equal, Digest8.WordCount),
        new("stateIn", LinkKind.ChainIn, Digest8.WordCount),
        new("stateOut", LinkKind.ChainOut, Digest8.WordCount),
        new("dataIn", LinkKind.ChainIn, Digest8.WordCount),
        new("dataOut", LinkKind.ChainOut, Digest8.WordCount),
        new("z", LinkKind.Equal, Ext5.Degree),
        new("evalIn", LinkKind.ChainIn, Ext5.Degree),
        new("evalOut", LinkKind.ChainOut, Ext5.Degree),
        new("feesIn", LinkKind.ChainIn, Gwei.LimbCount),
        new("feesOut", LinkKind.ChainOut, Gwei.LimbCount),
    ];

    private readonly CpuBackend _backend;
    private readonly List<(KoalaBear[] Values, byte[] Proof)> _shards = [];
    private readonly RecursionProof?[] _leaves = new RecursionProof?[2];
    private RecursionProof? _merged;
    private StageClock _clock = new();

    public RecursionUnderTest(int threads)
    {
        _backend = new CpuBackend(threads);
        using ShardProver shards = new(ShardMachine.Standard, ProofParameters.P100, _backend, threads);
        TransferShard transfers = new(ShardMachine.Standard.Shape, threads, shards: 2);
        foreach (ShardExecution shard in transfers.Executions)
        {
            _shards.Add((shard.Statement.ToPublicValues(), shards.Prove(shard)));
        }

        RecursionCircuits circuits = RecursionCircuits.Create(shards.VerifyingKey, new StatementLayout(Fields), ProofParameters.P100);
        Prover = new BatchProver(circuits, _backend, new ProverBudget(threads, MemoryBytes));
    }

    public BatchProver Prover { get; }

    private static Payee Payee { get; } = new([.. Enumerable.Range(1, Payee.ByteCount).Select(i => (byte)i)]);

    public void GateLeaf()
    {
        Leaf(1);
        ProveLeaf();
        ResetPeak();
    }

    public void ProveLeaf() => Leaf(0);

    public void GateMerge()
    {
        ProveMerge();
        Verify();
        ResetPeak();
    }

    public void ProveMerge()
    {
        _clock = new StageClock();
        Require(Prover.TryProveMerge(_leaves[0]!, _leaves[1]!, Payee, out _merged, new StageProgress(_clock)));
    }

    public void Verify()
    {
        VerifyResult verdict = Prover.Verifier.Verify(_merged!.Statement, _merged.Bytes.Span);
        if (!verdict.IsValid)
        {
            throw new InvalidOperationException($"the proof is refused: {verdict}");
        }
    }

    public void Describe() => RecursionCircuits.Create(Prover.Circuits.ChildKey, Prover.Circuits.Layout, ProofParameters.P100);

    /// <summary>Sizes, memory and stages; what comes before the prover's first stage is part of it.</summary>
    public IReadOnlyDictionary<string, double> Details(CircuitProgram program, int children)
    {
        Dictionary<string, double> details = new(StringComparer.Ordinal)
        {
            ["proofBytes"] = (children == 1 ? _leaves[0] : _merged)!.Bytes.Length,
            ["peakMiB"] = FieldBufferPool.Shared.PeakBytes / MiB,
            ["permutationsPerChild"] = (double)program.PermutationRows / children,
            ["extensionRows"] = program.ExtensionRows,
            ["baseRows"] = program.BaseRows,
            ["packRows"] = program.PackRows,
        };
        foreach ((ProverStage stage, double wallMs, double cpuMs) in _clock.Stages)
        {
            details[$"{stage}WallMs"] = wallMs;
            details[$"{stage}CpuMs"] = cpuMs;
        }

        return details;
    }

    public void Dispose()
    {
        Prover.Dispose();
        _backend.Dispose();
    }

    private static void Require(ProveFault? fault)
    {
        if (fault is not null)
        {
            throw new InvalidOperationException($"there is no proof: {fault}");
        }
    }

    private static void ResetPeak()
    {
        FieldBufferPool.Shared.Trim();
        FieldBufferPool.Shared.ResetPeak();
    }

    private void Leaf(int shard)
    {
        _clock = new StageClock();
        Require(Prover.TryProveLeaf(
            default, shard, Payee, _shards[shard].Values, _shards[shard].Proof, out _leaves[shard], new StageProgress(_clock)));
    }
}
