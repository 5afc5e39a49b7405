using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2PProver.Contracts.Rpc;

/// <summary>One JSON-RPC 2.0 request, serialised once however often it is sent.</summary>
public sealed class RpcRequest
{
    /// <summary>Makes a request.</summary>
    /// <param name="id">What the answer repeats.</param>
    /// <param name="method">For example eth_call.</param>
    /// <param name="parameters">The parameters by position; they become part of the request and cannot be used again.</param>
    public RpcRequest(long id, string method, params JsonNode?[] parameters)
    {
        Id = id;
        Method = method;
        JsonObject body = new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = new JsonArray(parameters) };
        Body = JsonSerializer.SerializeToUtf8Bytes(body);
    }

    /// <summary>What the answer repeats.</summary>
    public long Id { get; }

    /// <summary>The method's name.</summary>
    public string Method { get; }

    /// <summary>The request as it is sent.</summary>
    public ReadOnlyMemory<byte> Body { get; }
}
