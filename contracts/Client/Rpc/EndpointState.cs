namespace P2PProver.Contracts.Rpc;

/// <summary>What a pool remembers of one endpoint. Guarded by the pool's lock.</summary>
internal sealed class EndpointState(IRpcTransport transport)
{
    private const int DoublingsMax = 16;

    public IRpcTransport Transport { get; } = transport;

    /// <summary>Failures since the last success.</summary>
    public int FailuresInRow { get; private set; }

    /// <summary>When the endpoint may be asked again, as a timestamp of the pool's clock.</summary>
    public DateTimeOffset AvailableAt { get; private set; }

    /// <summary>The last head it told; zero before the first.</summary>
    public ulong Head { get; set; }

    /// <summary>Whether its head is behind that of another endpoint.</summary>
    public bool IsStale { get; set; }

    /// <summary>The last failure; null before the first.</summary>
    public RpcFailure? LastFailure { get; private set; }

    public void Succeeded() => FailuresInRow = 0;

    public void Failed(DateTimeOffset now, RpcFailure failure, RpcOptions options)
    {
        TimeSpan pause = options.BackoffFirst * (1L << Math.Min(FailuresInRow, DoublingsMax));
        FailuresInRow++;
        LastFailure = failure with { Endpoint = Transport.Name };
        TimeSpan wanted = failure.RetryAfter > pause ? failure.RetryAfter.Value : pause;
        AvailableAt = now + (wanted < options.BackoffMax ? wanted : options.BackoffMax);
    }
}
