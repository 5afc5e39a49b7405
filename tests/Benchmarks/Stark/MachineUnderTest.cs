using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Stark;

/// <summary>A machine with its key, the next witness to prove and the last proof made.</summary>
internal sealed class MachineUnderTest : IDisposable
{
    private readonly CpuBackend _backend;
    private readonly ProvingKey _key;
    private readonly Func<FieldMatrix[]> _traces;
    private readonly KoalaBear[] _publicValues;
    private readonly int _threads;
    private FieldMatrix[]? _witness;
    private StageClock _clock = new();
    private byte[] _proof = [];

    public MachineUnderTest(
        Machine machine,
        FieldMatrix?[] preprocessed,
        Func<FieldMatrix[]> traces,
        int threads,
        ProofParameters? parameters = null,
        KoalaBear[]? publicValues = null)
    {
        _backend = new CpuBackend(threads);
        _key = ProvingKey.Create(machine, parameters ?? ProofParameters.P100, preprocessed, _backend);
        _traces = traces;
        _publicValues = publicValues ?? [];
        _threads = threads;
    }

    /// <summary>Makes a proof and verifies it.</summary>
    public void Gate()
    {
        Prepare();
        Prove();
        Verify();
        FieldBufferPool.Shared.Trim();
        FieldBufferPool.Shared.ResetPeak();
    }

    /// <summary>Generates the witness of the next proof.</summary>
    public void Prepare()
    {
        _witness = _traces();
    }

    /// <summary>Proves the witness, which the prover consumes.</summary>
    public void Prove()
    {
        _clock = new StageClock();
        _proof = StarkProver.Prove(_key, _witness!, _publicValues, _backend, _threads, _clock);
        _witness = null;
    }

    /// <summary>Verifies the last proof.</summary>
    public void Verify()
    {
        VerifyResult verdict = StarkVerifier.Verify(_key.VerifyingKey, _publicValues, _proof);
        if (!verdict.IsValid)
        {
            throw new InvalidOperationException($"the proof is refused: {verdict}");
        }
    }

    /// <summary>Size, peak memory, and wall and processor time of each stage.</summary>
    public IReadOnlyDictionary<string, double> Details()
    {
        Dictionary<string, double> details = new(StringComparer.Ordinal)
        {
            ["proofBytes"] = _proof.Length,
            ["peakMiB"] = FieldBufferPool.Shared.PeakBytes / 1048576.0,
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
        _key.Dispose();
        _backend.Dispose();
    }
}
