namespace P2PProver.Stark;

/// <summary>The stages of proving, for measurements.</summary>
public enum ProverStage
{
    /// <summary>Extending the main traces.</summary>
    MainExtension,

    /// <summary>Hashing the extended main traces.</summary>
    MainCommitment,

    /// <summary>Permutation traces, their extension and their hashing.</summary>
    Lookups,

    /// <summary>Constraints on the quotient domain, chunks and their hashing.</summary>
    Quotient,

    /// <summary>Values at the out-of-domain point.</summary>
    Openings,

    /// <summary>Batching of the openings into codewords.</summary>
    Batching,

    /// <summary>FRI folding and its hashing.</summary>
    Folding,

    /// <summary>The proof of work before the queries.</summary>
    Grinding,

    /// <summary>Opening the queried rows and writing the proof.</summary>
    Queries,
}
