namespace P2PProver.Stark;

/// <summary>How an interaction's multiplicity is bounded. The numeric values are part of a table's canonical encoding.</summary>
public enum MultiplicityKind
{
    /// <summary>Each row's multiplicity is at most the limit.</summary>
    PerRow = 0,

    /// <summary>The multiplicities of all rows together are at most the limit.</summary>
    Total = 1,

    /// <summary>The prover chooses any field element.</summary>
    Unbounded = 2,
}
