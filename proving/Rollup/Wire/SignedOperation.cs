namespace P2PProver.Rollup;

/// <summary>An operation with what authorises it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Signature">The account's signature; null for kinds that the contract's queue or the circuit authorises.</param>
public sealed record SignedOperation(Operation Operation, XmssSignature? Signature);
