using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>Decides whether bytes prove a shard's statement.</summary>
public sealed class ShardVerifier
{
    /// <summary>A verifier under a key.</summary>
    /// <exception cref="ArgumentException">The key is one of another machine.</exception>
    public ShardVerifier(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key.Machine.PublicValueCount == ShardStatement.Count
            ? key
            : throw new ArgumentException("The key's statements are not those of shards.", nameof(key));
    }

    /// <summary>The only source of shapes and security parameters.</summary>
    public VerifyingKey Key { get; }

    /// <summary>Makes the key of a machine from nothing but its description; whoever does so gets the same digest.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="threads">The most threads to use; the key does not depend on it.</param>
    public static ShardVerifier Create(ShardMachine machine, ProofParameters parameters, int threads)
    {
        ArgumentNullException.ThrowIfNull(machine);
        using CpuBackend backend = new(threads);
        using ProvingKey key = ProvingKey.Create(machine.Machine, parameters, machine.Preprocess(), backend);
        return new ShardVerifier(key.VerifyingKey);
    }

    /// <summary>Verifies a proof; total on any bytes.</summary>
    public VerifyResult Verify(ShardStatement statement, ReadOnlySpan<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return StarkVerifier.Verify(Key, statement.ToPublicValues(), proof);
    }
}
