using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>
/// What a host needs of a proof system to carry out the commands of a <see cref="MeshNode"/>. Two implementations: STARK, and a timed mock for
/// the simulator, labelled so.
/// </summary>
public interface IProofSystem : IAttribution
{
    /// <summary>The ProofSystemId, told in every handshake.</summary>
    Hash32 Id { get; }

    /// <summary>Proves a shard and wraps it as a leaf with the payee bound inside.</summary>
    Task<ReadOnlyMemory<byte>> ProveLeafAsync(BatchKey batch, ShardIndex shard, Address payee, CancellationToken cancellationToken);

    /// <summary>Makes one proof of two neighbours.</summary>
    Task<ReadOnlyMemory<byte>> MergeAsync(
        BatchKey batch,
        TaskId task,
        ReadOnlyMemory<byte> left,
        ReadOnlyMemory<byte> right,
        Address payee,
        CancellationToken cancellationToken);

    /// <summary>Makes the proof that the contract verifies.</summary>
    Task<ReadOnlyMemory<byte>> FinaliseAsync(BatchKey batch, ReadOnlyMemory<byte> root, Address submitter, CancellationToken cancellationToken);

    /// <summary>Verifies a leaf or merge proof. Total: null for any bytes that do not verify, in bounded time and memory.</summary>
    ProofContents? Verify(ReadOnlySpan<byte> proof);

    /// <summary>Verifies a final proof. Total, as <see cref="Verify"/>.</summary>
    FinalContents? VerifyFinal(ReadOnlySpan<byte> proof);
}
