using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2PProver.Contracts.Rpc;

/// <summary>
/// Several endpoints of one chain as one. A call goes to the first endpoint that is neither pausing nor behind the others, fails over to
/// the next, and ends with a value or a failure before its deadline. Every request may be sent more than once, so callers send only what
/// can be: reads, and signed transactions, which a chain takes once.
/// </summary>
public sealed class RpcPool : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly EndpointState[] _endpoints;
    private readonly RpcOptions _options;
    private readonly TimeProvider _time;
    private long _lastId;

    /// <summary>Joins endpoints in order of preference; the pool disposes of them.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public RpcPool(IReadOnlyList<IRpcTransport> endpoints, RpcOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.Count == 0)
        {
            throw new ArgumentException("A chain is reached through at least one endpoint.", nameof(endpoints));
        }

        _endpoints = [.. endpoints.Select(static transport => new EndpointState(transport))];
        _options = options;
        _time = time;
    }

    /// <summary>The endpoints' states, in order of preference.</summary>
    public IReadOnlyList<EndpointHealth> Health
    {
        get
        {
            lock (_lock)
            {
                return [.. _endpoints.Select(static e => new EndpointHealth(e.Transport.Name, e.Head, e.IsStale, e.FailuresInRow))];
            }
        }
    }

    /// <summary>Calls a method, at as many endpoints and as often as its deadline allows.</summary>
    /// <param name="method">For example eth_call.</param>
    /// <param name="parameters">By position.</param>
    /// <param name="cancellationToken">Ends the call with an <see cref="OperationCanceledException"/>.</param>
    public async Task<RpcResult<JsonElement>> CallAsync(string method, JsonNode?[] parameters, CancellationToken cancellationToken)
    {
        RpcRequest request = new(Interlocked.Increment(ref _lastId), method, parameters);
        if (request.Body.Length > _options.RequestBytesMax)
        {
            return new RpcFailure(RpcFault.RequestTooLarge, string.Create(CultureInfo.InvariantCulture, $"{request.Body.Length} bytes, at most {_options.RequestBytesMax}"));
        }

        DateTimeOffset end = _time.GetUtcNow() + _options.CallDeadline;
        RpcFailure? last = null;
        while (true)
        {
            (EndpointState? endpoint, TimeSpan pause) = Choose();
            TimeSpan left = end - _time.GetUtcNow();
            if (left <= TimeSpan.Zero || pause >= left)
            {
                return last ?? LastFailure();
            }

            if (endpoint is null)
            {
                await Task.Delay(pause, _time, cancellationToken);
                continue;
            }

            RpcResult<JsonElement> result = await AttemptAsync(endpoint, request, left, cancellationToken);
            if (result.IsSuccess || !result.Failure.IsTransient)
            {
                return result;
            }

            last = result.Failure;
        }
    }

    /// <summary>
    /// Asks every endpoint that is not pausing for its head, marks those that are behind, and gives the highest. Callers that poll call
    /// this, so that staleness is noticed as fast as new blocks are.
    /// </summary>
    public async Task<RpcResult<ulong>> HeadAsync(CancellationToken cancellationToken)
    {
        EndpointState[] available = Available();
        RpcResult<JsonElement>[] answers = await Task.WhenAll(available.Select(endpoint => AttemptAsync(
            endpoint, new RpcRequest(Interlocked.Increment(ref _lastId), "eth_blockNumber"), _options.AttemptDeadline, cancellationToken)));
        ulong?[] heads = [.. answers.Select(static answer => Number(answer))];
        ulong best = heads.Max() ?? 0;
        Learn(available, heads, best);
        if (best > 0)
        {
            return best;
        }

        // Nobody told a head above zero: a chain at its first block, or nobody answered.
        RpcResult<JsonElement> alone = await CallAsync("eth_blockNumber", [], cancellationToken);
        return !alone.IsSuccess ? alone.Failure
            : Number(alone) is { } number ? number
            : new RpcFailure(RpcFault.Malformed, "eth_blockNumber is not a quantity");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (EndpointState endpoint in _endpoints)
        {
            await endpoint.Transport.DisposeAsync();
        }
    }

    private async Task<RpcResult<JsonElement>> AttemptAsync(EndpointState endpoint, RpcRequest request, TimeSpan left, CancellationToken cancellationToken)
    {
        TimeSpan limit = left < _options.AttemptDeadline ? left : _options.AttemptDeadline;
        using CancellationTokenSource deadline = new(limit, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        RpcResult<JsonElement> result = await endpoint.Transport.SendAsync(request, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (result.IsSuccess || !result.Failure.IsTransient)
            {
                endpoint.Succeeded();
            }
            else
            {
                endpoint.Failed(_time.GetUtcNow(), result.Failure, _options);
            }
        }

        return result.IsSuccess ? result : result.Failure with { Endpoint = endpoint.Transport.Name };
    }

    // Why the call could not even be tried: what the endpoint that pauses longest had said.
    private RpcFailure LastFailure()
    {
        lock (_lock)
        {
            return _endpoints.MaxBy(static e => e.AvailableAt)!.LastFailure ?? new RpcFailure(RpcFault.DeadlinePassed, "no time is left");
        }
    }

    private EndpointState[] Available()
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            return [.. _endpoints.Where(e => e.AvailableAt <= now)];
        }
    }

    // The endpoint to ask now; or null, and how long until one may be asked.
    private (EndpointState? Endpoint, TimeSpan Pause) Choose()
    {
        lock (_lock)
        {
            DateTimeOffset now = _time.GetUtcNow();
            EndpointState? chosen = _endpoints.FirstOrDefault(e => !e.IsStale && e.AvailableAt <= now)
                ?? _endpoints.FirstOrDefault(e => e.AvailableAt <= now);
            return chosen is not null ? (chosen, TimeSpan.Zero) : (null, _endpoints.Min(e => e.AvailableAt) - now);
        }
    }

    private static ulong? Number(RpcResult<JsonElement> answer) =>
        answer.IsSuccess && Hex.TryQuantity(JsonText.Of(answer.Value), out ulong head) ? head : null;

    // Only endpoints that answered now are judged: a pausing one is judged when it answers again.
    private void Learn(EndpointState[] endpoints, ulong?[] heads, ulong best)
    {
        lock (_lock)
        {
            for (int i = 0; i < endpoints.Length; i++)
            {
                if (heads[i] is { } head)
                {
                    endpoints[i].Head = head;
                    endpoints[i].IsStale = head + (ulong)_options.StaleBlocksMax < best;
                }
            }
        }
    }
}
