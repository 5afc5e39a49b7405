namespace P2PProver.Stark;

/// <summary>Every challenge of a proof, as numbers or as the cells of a circuit.</summary>
/// <typeparam name="TExt">An element of the extension.</typeparam>
/// <typeparam name="TQueries">The query indices.</typeparam>
/// <param name="LookupAlpha">Offset of the LogUp fingerprints; the default without lookups.</param>
/// <param name="LookupBeta">Base of the LogUp fingerprints; the default without lookups.</param>
/// <param name="Constraint">Folds the constraints.</param>
/// <param name="Zeta">The out-of-domain point.</param>
/// <param name="Batch">Batches the openings.</param>
/// <param name="Folds">The FRI folding challenges, one a round.</param>
/// <param name="Queries">The query indices, repetitions possible.</param>
public record ProofChallenges<TExt, TQueries>(
    TExt? LookupAlpha, TExt? LookupBeta, TExt Constraint, TExt Zeta, TExt Batch, TExt[] Folds, TQueries Queries);
