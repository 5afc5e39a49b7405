namespace P2PProver.Stark;

/// <summary>How a proof is written as bytes. What it says is the same in each form.</summary>
public enum ProofForm
{
    /// <summary>The form that travels between nodes: little-endian words, every opened row once, tree by tree with its siblings.</summary>
    Compact = 0,

    /// <summary>
    /// The form that a contract reads: big-endian words, the rows of all trees in the order of the queries, repeated where queries meet,
    /// then the siblings of all trees. Everything but the siblings then has a fixed place.
    /// </summary>
    Calldata = 1,
}
