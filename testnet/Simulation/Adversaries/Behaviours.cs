namespace P2PProver.Testnet.Simulation.Adversaries;

/// <summary>What a dishonest node does; several can be combined.</summary>
[Flags]
public enum Behaviours
{
    /// <summary>It is honest.</summary>
    None = 0,

    /// <summary>Claims tasks, keeps the claims alive, and never proves.</summary>
    ClaimAndStall = 1,

    /// <summary>Announces proofs and never serves their bytes.</summary>
    Withhold = 1 << 1,

    /// <summary>Announces bytes that are no proof, without working.</summary>
    InvalidProofs = 1 << 2,

    /// <summary>Announces valid proofs over a statement that is not the batch's.</summary>
    WrongStatements = 1 << 3,

    /// <summary>Announces two proofs for one task, and two claims.</summary>
    Equivocate = 1 << 4,

    /// <summary>Announces proofs of others as its own, re-attributes their bytes, and copies settlements.</summary>
    Theft = 1 << 5,

    /// <summary>Floods claims and headers: unsigned, of unknown keys, for tasks that do not exist, again and again.</summary>
    Spam = 1 << 6,

    /// <summary>Forwards and serves nothing of the victim.</summary>
    CensorVictim = 1 << 7,

    /// <summary>Ignores the victim's proofs when it chooses what to merge.</summary>
    ExcludeVictim = 1 << 8,

    /// <summary>Reports valid proofs as invalid.</summary>
    FalseReports = 1 << 9,

    /// <summary>Claims on chain as much as it can, and never proves.</summary>
    StallOnChain = 1 << 10,
}
