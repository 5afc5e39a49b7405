namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>contracts deploy</c> as JSON, schema <c>p2pprover.contracts.deploy/1</c>.</summary>
/// <param name="DryRun">Whether nothing was sent.</param>
/// <param name="Network">The network file.</param>
/// <param name="ChainId">The chain's number.</param>
/// <param name="DeployBlock">The block of the first contract.</param>
/// <param name="Rollup">MeshRollup.</param>
/// <param name="Registry">ProverRegistry.</param>
/// <param name="Verifier">The verifier.</param>
/// <param name="CanSettle">False if the verifier refuses every proof.</param>
/// <param name="Gas">With --dry-run: about the gas that it would use.</param>
/// <param name="CostMax">With --dry-run: about the most that it would cost, in coins.</param>
public sealed record ContractsDeployReport(
    bool DryRun, string? Network, ulong ChainId, ulong? DeployBlock, string? Rollup, string? Registry, string? Verifier, bool CanSettle, ulong? Gas, string? CostMax);
