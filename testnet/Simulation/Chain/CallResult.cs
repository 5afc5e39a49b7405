namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>The outcome of a call: the state after it, what it reports, or why it was refused.</summary>
public readonly record struct CallResult(RollupState State, Revert Revert, IReadOnlyList<RollupEvent> Events)
{
    /// <summary>A refusal, which leaves the state alone.</summary>
    public static CallResult Refused(RollupState state, Revert why) => new(state, why, []);

    /// <summary>A success.</summary>
    public static CallResult Done(RollupState state, params RollupEvent[] events) => new(state, Revert.None, events);
}
