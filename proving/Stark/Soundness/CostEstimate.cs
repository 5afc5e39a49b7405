namespace P2PProver.Stark.Soundness;

/// <summary>Expected size and verification work of a proof.</summary>
/// <param name="Bytes">Expected serialised bytes, shared authentication paths counted once.</param>
/// <param name="OpenedRowWidth">Base elements opened per query over all commitments.</param>
/// <param name="RowPermutations">Permutations per query that authenticate the opened rows.</param>
/// <param name="FoldPermutations">Permutations per query that authenticate the FRI rows.</param>
/// <param name="TranscriptPermutations">Permutations of the transcript.</param>
/// <param name="Permutations">Permutations of a verifier that checks every query's paths by themselves, as a circuit does.</param>
public sealed record CostEstimate(
    double Bytes,
    int OpenedRowWidth,
    int RowPermutations,
    int FoldPermutations,
    int TranscriptPermutations,
    int Permutations);
