using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Node.Chain;

/// <summary>A way to a chain over some endpoints, with the connections that it owns.</summary>
public sealed class ChainLink : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private readonly HttpMessageInvoker _http;

    private ChainLink(HttpMessageInvoker http, RpcPool pool)
    {
        _http = http;
        Pool = pool;
        Client = new ChainClient(pool);
    }

    /// <summary>The calls.</summary>
    public ChainClient Client { get; }

    /// <summary>The endpoints.</summary>
    public RpcPool Pool { get; }

    /// <summary>Prepares a way; connections are made when calls are.</summary>
    /// <param name="endpoints">http, https, ws or wss, in order of preference.</param>
    /// <param name="time">The clock.</param>
    public static ChainLink Open(IReadOnlyList<Uri> endpoints, TimeProvider time)
    {
        HttpMessageInvoker http = new(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, AllowAutoRedirect = false });
        IRpcTransport[] transports = [.. endpoints.Select(uri => uri.Scheme is "ws" or "wss" ? (IRpcTransport)new WebSocketRpcTransport(http, uri) : new HttpRpcTransport(http, uri))];
        return new ChainLink(http, new RpcPool(transports, new RpcOptions(), time));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        _http.Dispose();
    }
}
