namespace P2PProver.Contracts.Abi;

/// <summary>A named argument, result or field.</summary>
/// <param name="Name">Its name; empty where the contract gives none.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsIndexed">Whether an event carries it as a topic.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool IsIndexed = false);
