namespace P2PProver.Mesh;

/// <summary>What a host needs of the chain. Two implementations: Ethereum JSON-RPC, and a simulated chain.</summary>
public interface IChain
{
    /// <summary>The chain's events as the protocol knows them, block by block, with roll-backs; ends only by cancellation.</summary>
    IAsyncEnumerable<MeshEvent> FollowAsync(CancellationToken cancellationToken);

    /// <summary>Carries out <see cref="SendClaims"/>, <see cref="SendSettlement"/>, <see cref="SendExpiry"/> and
    /// <see cref="WithdrawTransaction"/>: journals it, and answers before it is included.</summary>
    Task SendAsync(MeshCommand transaction, CancellationToken cancellationToken);
}
