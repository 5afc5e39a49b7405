namespace P2PProver.Recursion;

/// <summary>A proof of Final with what it says.</summary>
/// <param name="Statement">What it says.</param>
/// <param name="Bytes">The proof in compact form; <see cref="Stark.CalldataProof"/> rewrites it for the contract.</param>
public sealed record SettlementProof(SettlementStatement Statement, ReadOnlyMemory<byte> Bytes);
