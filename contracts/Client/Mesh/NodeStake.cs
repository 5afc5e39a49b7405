using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>A node as the registry has it.</summary>
/// <param name="Payout">Where its rewards go; zero if it is not registered.</param>
/// <param name="Stake">Its stake.</param>
/// <param name="Locked">What is locked of it.</param>
/// <param name="OpenClaims">Calls of claims that are open.</param>
/// <param name="WithdrawableFrom">When its stake can be withdrawn, in seconds; zero if no exit was requested.</param>
public sealed record NodeStake(Address Payout, Wei Stake, Wei Locked, ulong OpenClaims, ulong WithdrawableFrom)
{
    /// <summary>Whether the node is registered.</summary>
    public bool IsRegistered => !Payout.IsZero;
}
