namespace P2PProver.Stark.Soundness;

/// <summary>Expected cost of verifying one proof in a transaction.</summary>
/// <param name="CalldataBytes">Proof bytes.</param>
/// <param name="ExecutionGas">Gas of the verifier's instructions.</param>
/// <param name="TotalGas">Execution, calldata at 16 gas per non-zero byte, and the transaction's base cost.</param>
/// <param name="FloorGas">The calldata floor of EIP-7623, which applies when it is higher.</param>
public sealed record GasEstimate(double CalldataBytes, double ExecutionGas, double TotalGas, double FloorGas)
{
    /// <summary>What the transaction pays.</summary>
    public double ChargedGas => Math.Max(TotalGas, FloorGas);
}
