namespace P2PProver.Contracts.Rpc;

/// <summary>How patient a pool of endpoints is.</summary>
public sealed record RpcOptions
{
    /// <summary>How long one attempt at one endpoint may take.</summary>
    public TimeSpan AttemptDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take over all attempts and pauses.</summary>
    public TimeSpan CallDeadline { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The pause of an endpoint after its first failure in a row; it doubles with each further one.</summary>
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause, also where an endpoint asks for a longer one.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An endpoint whose head is more blocks than this behind the best one is asked only when no other can be.</summary>
    public int StaleBlocksMax { get; init; } = 2;

    /// <summary>The longest request that is sent, in bytes: twice the largest transaction in digits, and room.</summary>
    public int RequestBytesMax { get; init; } = 512 << 10;
}
