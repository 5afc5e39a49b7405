namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>What a line of the log is about.</summary>
public enum LogKind
{
    /// <summary>A node started; the value is its life.</summary>
    Start,

    /// <summary>A node crashed.</summary>
    Crash,

    /// <summary>A node published a claim.</summary>
    Claim,

    /// <summary>A node published a heartbeat.</summary>
    Heartbeat,

    /// <summary>A node published a proof header.</summary>
    Header,

    /// <summary>A node published a final header.</summary>
    Final,

    /// <summary>A node published an announcement.</summary>
    Announce,

    /// <summary>A node published a report.</summary>
    Report,

    /// <summary>A job started; the value is its kind.</summary>
    JobStart,

    /// <summary>A job made a proof.</summary>
    JobEnd,

    /// <summary>A job was cancelled.</summary>
    JobCancel,

    /// <summary>A job failed.</summary>
    JobFail,

    /// <summary>A pull ended; the value is its outcome.</summary>
    Pull,

    /// <summary>A proof was verified; the value is 1 if it is valid.</summary>
    Verified,

    /// <summary>A proof is durable.</summary>
    Stored,

    /// <summary>A proof left the outbox.</summary>
    Released,

    /// <summary>A transaction was sent; the value is its nonce.</summary>
    Send,

    /// <summary>A block; the value is its number.</summary>
    Block,

    /// <summary>A reorganisation; the value is its depth.</summary>
    Reorg,

    /// <summary>A batch was committed.</summary>
    Committed,

    /// <summary>Positions were claimed on chain; the value is how many.</summary>
    ChainClaims,

    /// <summary>A batch was settled.</summary>
    Settled,

    /// <summary>A claim was slashed; the value is its position.</summary>
    Slashed,

    /// <summary>A batch expired or was pruned.</summary>
    Expired,

    /// <summary>A node banned another; the value is who.</summary>
    Ban,

    /// <summary>The network split, or healed (value 0).</summary>
    Partition,

    /// <summary>A message was rejected; the value is the reason.</summary>
    Reject,

    /// <summary>An attack was tried; the value is its kind.</summary>
    Attack,

    /// <summary>An invariant broke.</summary>
    Violation,
}
