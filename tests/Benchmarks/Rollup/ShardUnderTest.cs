using P2PProver.Benchmarks.Stark;
using P2PProver.Fields;
using P2PProver.Rollup;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Rollup;

/// <summary>A shard, its prover and the last proof made.</summary>
internal sealed class ShardUnderTest : IDisposable
{
    private const double MiB = 1048576;

    private readonly CpuBackend _backend;
    private readonly ShardProver _prover;
    private readonly int _threads;
    private StageClock _clock = new();
    private byte[] _proof = [];

    public ShardUnderTest(ShardMachine machine, int threads)
    {
        _threads = threads;
        _backend = new CpuBackend(threads);
        _prover = new ShardProver(machine, ProofParameters.P100, _backend, threads);
        Shard = new TransferShard(machine.Shape, threads);
    }

    public TransferShard Shard { get; }

    /// <summary>Makes a proof and verifies it.</summary>
    public void Gate()
    {
        Prove();
        Verify();
        FieldBufferPool.Shared.Trim();
        FieldBufferPool.Shared.ResetPeak();
    }

    /// <summary>Generates the traces of the shard.</summary>
    public void Trace()
    {
        foreach (FieldMatrix trace in ShardTraces.Generate(_prover.Machine, Shard.Execution, _threads))
        {
            trace.Dispose();
        }
    }

    /// <summary>Generates the traces and proves them.</summary>
    public void Prove()
    {
        _clock = new StageClock();
        _proof = _prover.Prove(Shard.Execution, _clock);
    }

    /// <summary>Verifies the last proof.</summary>
    public void Verify()
    {
        VerifyResult verdict = _prover.Verifier.Verify(Shard.Execution.Statement, _proof);
        if (!verdict.IsValid)
        {
            throw new InvalidOperationException($"the proof is refused: {verdict}");
        }
    }

    /// <summary>Sizes, memory, permutations of a transfer, and the stages; trace generation is part of the first stage.</summary>
    public IReadOnlyDictionary<string, double> Details()
    {
        ShardMachine machine = _prover.Machine;
        Dictionary<string, double> details = new(StringComparer.Ordinal)
        {
            ["proofBytes"] = _proof.Length,
            ["peakMiB"] = FieldBufferPool.Shared.PeakBytes / MiB,
            ["permutationsPerTransfer"] = (double)machine.UsedHashRows / machine.Shape.BlocksPerShard,
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
        _prover.Dispose();
        _backend.Dispose();
    }
}
