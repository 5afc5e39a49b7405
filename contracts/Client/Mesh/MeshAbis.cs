using P2PProver.Contracts.Abi;

namespace P2PProver.Contracts.Mesh;

/// <summary>The interfaces that the typed calls and events are made from.</summary>
public static class MeshAbis
{
    /// <summary>IMeshRollup.</summary>
    public static ContractAbi Rollup { get; } = CompiledContract.Load("IMeshRollup").Abi;

    /// <summary>IProverRegistry.</summary>
    public static ContractAbi Registry { get; } = CompiledContract.Load("IProverRegistry").Abi;

    /// <summary>IFinalVerifier.</summary>
    public static ContractAbi Verifier { get; } = CompiledContract.Load("IFinalVerifier").Abi;

    /// <summary>Everything that a call to rollup or registry may revert with: the errors of all contracts of this version.</summary>
    public static IReadOnlyList<ContractAbi> Errors { get; } = [.. CompiledContract.Names.Select(static name => CompiledContract.Load(name).Abi)];
}
