using System.Text.Json;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Client.Tests.Support;

/// <summary>An endpoint that answers as a function says.</summary>
internal sealed class ScriptedTransport(string name, Func<RpcRequest, RpcResult<JsonElement>> answer) : IRpcTransport
{
    public string Name => name;

    public List<string> Calls { get; } = [];

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();

    public Task<RpcResult<JsonElement>> SendAsync(RpcRequest request, CancellationToken cancellationToken)
    {
        Calls.Add(request.Method);
        return Task.FromResult(answer(request));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
