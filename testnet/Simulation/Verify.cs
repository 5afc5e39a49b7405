namespace P2PProver.Testnet.Simulation;

/// <summary>Invariants of the simulator itself: broken, they mean that its results mean nothing.</summary>
internal static class Verify
{
    /// <summary>Stops the run when a condition does not hold.</summary>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void That(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"the simulator is wrong: {what}");
        }
    }
}
