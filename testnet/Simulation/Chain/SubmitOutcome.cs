namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>What a chain's node answers to a submitted transaction.</summary>
public enum SubmitOutcome
{
    /// <summary>It waits for a block.</summary>
    Accepted,

    /// <summary>A transaction with this nonce is in the chain.</summary>
    NonceTooLow,

    /// <summary>Another transaction with this nonce waits and pays nearly as much.</summary>
    Underpriced,

    /// <summary>The sender cannot pay for it.</summary>
    InsufficientFunds,
}
