namespace P2PProver.Rollup;

/// <summary>What became of the wish to take a slot.</summary>
public enum SlotOutcome
{
    /// <summary>The slot is taken and persisted.</summary>
    Success,

    /// <summary>The key has no slot left above the counter and the chain's last one: rotate to a key of a later window.</summary>
    Exhausted,

    /// <summary>There is no counter where one should be: restore it, which skips slots.</summary>
    CounterMissing,

    /// <summary>The counter's bytes are damaged: restore it, which skips slots.</summary>
    CounterDamaged,

    /// <summary>The counter belongs to another key.</summary>
    CounterOfAnotherKey,

    /// <summary>A counter is there already.</summary>
    CounterExists,
}
