namespace P2PProver.Stark;

/// <summary>Why traces do not satisfy a machine.</summary>
public abstract record DebugFinding
{
    /// <summary>One paragraph for people.</summary>
    public abstract string Describe();

    /// <inheritdoc/>
    public sealed override string ToString() => Describe();
}
