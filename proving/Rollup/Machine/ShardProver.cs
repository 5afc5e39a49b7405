using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>Proves shards of one rollup under one parameter set. The key is made once; proofs may be made one after the other.</summary>
public sealed class ShardProver : IDisposable
{
    private readonly ProvingKey _key;
    private readonly IProverBackend _backend;
    private readonly int _threads;

    /// <summary>Commits to the machine's preprocessed columns.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="backend">Does the heavy steps; the caller keeps it.</param>
    /// <param name="threads">The most threads to use; proofs do not depend on it.</param>
    public ShardProver(ShardMachine machine, ProofParameters parameters, IProverBackend backend, int threads)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Machine = machine;
        _backend = backend;
        _threads = threads;
        _key = ProvingKey.Create(machine.Machine, parameters, machine.Preprocess(), backend);
    }

    /// <summary>The machine.</summary>
    public ShardMachine Machine { get; }

    /// <summary>The key that verifies the proofs.</summary>
    public VerifyingKey VerifyingKey => _key.VerifyingKey;

    /// <summary>A verifier under the same key.</summary>
    public ShardVerifier Verifier => new(VerifyingKey);

    /// <summary>Proves a shard's statement.</summary>
    /// <param name="shard">The shard as <see cref="BatchReplay"/> gives it, of the machine's sizes.</param>
    /// <param name="stages">Told when each stage ends, or null.</param>
    /// <returns>The proof's bytes. A shard that breaks a rule gives bytes that no verifier accepts.</returns>
    /// <exception cref="ArgumentException">The shard has other sizes than the machine.</exception>
    public byte[] Prove(ShardExecution shard, IProverStages? stages = null)
    {
        ArgumentNullException.ThrowIfNull(shard);
        FieldMatrix[] traces = ShardTraces.Generate(Machine, shard, _threads);
        return StarkProver.Prove(_key, traces, shard.Statement.ToPublicValues(), _backend, _threads, stages);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
