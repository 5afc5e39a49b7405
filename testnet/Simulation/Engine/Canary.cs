namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>Deliberate faults of the system under test. Each must be caught by a checker; otherwise the checkers prove nothing.</summary>
public enum Canary
{
    /// <summary>Nothing is broken.</summary>
    None,

    /// <summary>Hosts forget their outbox when they crash: a finished proof is lost.</summary>
    OutboxForgotten,

    /// <summary>The contract's verifier accepts everything: thieves are paid.</summary>
    VerifierAcceptsAnything,

    /// <summary>The contract credits a batch twice: a position is paid twice, and the books do not balance.</summary>
    DoublePayment,

    /// <summary>The contract slashes every claim that was not credited, whether or not its turn had come.</summary>
    SlashWithoutTurn,

    /// <summary>Transaction managers use one nonce for all that they send.</summary>
    NonceReused,

    /// <summary>Nobody merges: nothing settles.</summary>
    NobodyMerges,

    /// <summary>Nodes announce a second proof for a task after a crash.</summary>
    AnnouncedBeforeDurable,
}
