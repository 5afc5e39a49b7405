namespace P2PProver.Rollup;

/// <summary>A batch to execute.</summary>
/// <param name="Domain">The rollup.</param>
/// <param name="Shape">The rollup's sizes.</param>
/// <param name="Operations">The operations in order, without pads.</param>
public sealed record RollupBatch(RollupDomain Domain, BatchShape Shape, IReadOnlyList<SignedOperation> Operations);
