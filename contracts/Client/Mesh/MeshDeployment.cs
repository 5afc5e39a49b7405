using P2PProver.Contracts.Transactions;

namespace P2PProver.Contracts.Mesh;

/// <summary>What came of a deployment.</summary>
/// <param name="Contracts">Where the contracts are; null if one could not be deployed.</param>
/// <param name="DeployBlock">The block of the first of them.</param>
/// <param name="Failed">The contract that could not be deployed; empty if all could.</param>
/// <param name="Last">The end of the last transaction.</param>
public sealed record MeshDeployment(MeshAddresses? Contracts, ulong DeployBlock, string Failed, TransactionOutcome Last);
