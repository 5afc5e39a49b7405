namespace P2PProver.Stark;

/// <summary>What an <see cref="AirProgram"/> computes.</summary>
public enum AirOutputs
{
    /// <summary>Every constraint, then multiplicities and tuples of every interaction: the quotient.</summary>
    All = 0,

    /// <summary>Multiplicities and tuples only: the permutation trace.</summary>
    Interactions = 1,
}
