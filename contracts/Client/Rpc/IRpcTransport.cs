using System.Text.Json;

namespace P2PProver.Contracts.Rpc;

/// <summary>A way to one endpoint. It sends each request once; whoever wants a second attempt calls again.</summary>
public interface IRpcTransport : IAsyncDisposable
{
    /// <summary>A name for logs that holds no key of the endpoint's address.</summary>
    string Name { get; }

    /// <summary>Sends a request and awaits its answer. Failures of the network and of the server are values.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The deadline; passing it is <see cref="RpcFault.DeadlinePassed"/>, not an exception.</param>
    Task<RpcResult<JsonElement>> SendAsync(RpcRequest request, CancellationToken cancellationToken);
}
