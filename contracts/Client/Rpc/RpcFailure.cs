namespace P2PProver.Contracts.Rpc;

/// <summary>A call that gave no result.</summary>
/// <param name="Fault">The kind of failure.</param>
/// <param name="Detail">What exactly was met, for an operator; no secrets, at most <see cref="DetailCharactersMax"/> characters of the server's.</param>
public sealed record RpcFailure(RpcFault Fault, string Detail)
{
    /// <summary>How much of a server's own words is kept.</summary>
    public const int DetailCharactersMax = 400;

    /// <summary>The name of the endpoint that failed last; empty if none was asked.</summary>
    public string Endpoint { get; init; } = string.Empty;

    /// <summary>The JSON-RPC error code or HTTP status; zero if there was none.</summary>
    public long Code { get; init; }

    /// <summary>What the reverting contract returned: a custom error's selector and arguments; empty if nothing.</summary>
    public ReadOnlyMemory<byte> RevertData { get; init; }

    /// <summary>How long the endpoint asks to wait; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether another endpoint, or the same one later, may well give a result.</summary>
    public bool IsTransient => Fault is RpcFault.Unreachable or RpcFault.DeadlinePassed or RpcFault.RateLimited or RpcFault.HttpStatus
        or RpcFault.ResponseTooLarge or RpcFault.Malformed;

    /// <summary>One line for a log.</summary>
    public override string ToString() => Endpoint.Length == 0 ? $"{Fault}: {Detail}" : $"{Fault} at {Endpoint}: {Detail}";

    internal static string Shorten(string text) => text.Length <= DetailCharactersMax ? text : text[..DetailCharactersMax];
}
