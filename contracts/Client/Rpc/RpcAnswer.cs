using System.Text.Json;

namespace P2PProver.Contracts.Rpc;

/// <summary>Reads JSON-RPC answers from untrusted bytes. Never throws.</summary>
internal static class RpcAnswer
{
    private const int RevertCode = 3;
    private const int MethodMissingCode = -32601;
    private const int InternalErrorCode = -32603;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };
    private static readonly long[] LimitCodes = [-32005, -32029, -32097, 429];
    private static readonly string[] LimitWords = ["rate limit", "too many requests", "request limit", "capacity exceeded", "compute units"];

    /// <summary>The result or the error of one answer; an answer to another request is malformed.</summary>
    public static RpcResult<JsonElement> Read(ReadOnlyMemory<byte> body, long id)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Options);
            return Read(document.RootElement, id);
        }
        catch (JsonException fault)
        {
            return new RpcFailure(RpcFault.Malformed, $"not JSON: {RpcFailure.Shorten(fault.Message)}");
        }
    }

    /// <summary>The id of an answer; null if it has none, as notifications.</summary>
    public static long? IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Options);
            return Id(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Id(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out long value)
            ? value
            : null;

    private static RpcResult<JsonElement> Read(JsonElement root, long id)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new RpcFailure(RpcFault.Malformed, "not a JSON object");
        }

        if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
        {
            return Error(error);
        }

        return Id(root) != id ? new RpcFailure(RpcFault.Malformed, "the answer to another request")
            : root.TryGetProperty("result", out JsonElement result) ? result.Clone()
            : new RpcFailure(RpcFault.Malformed, "neither result nor error");
    }

    private static RpcFailure Error(JsonElement error)
    {
        long code = error.TryGetProperty("code", out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long read) ? read : 0;
        string message = (error.TryGetProperty("message", out JsonElement text) ? JsonText.Of(text) : null) ?? "no message";
        byte[] revert = RevertData(error);
        bool limit = LimitCodes.Contains(code) && !message.Contains("range", StringComparison.OrdinalIgnoreCase)
            && !message.Contains("results", StringComparison.OrdinalIgnoreCase);
        RpcFault fault = code == RevertCode || revert.Length > 0 || message.Contains("execution reverted", StringComparison.OrdinalIgnoreCase) ? RpcFault.Reverted
            : limit || LimitWords.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)) ? RpcFault.RateLimited
            : code is MethodMissingCode ? RpcFault.Malformed
            : code is InternalErrorCode && message.Contains("internal", StringComparison.OrdinalIgnoreCase) ? RpcFault.HttpStatus
            : RpcFault.Refused;
        return new RpcFailure(fault, RpcFailure.Shorten(message)) { Code = code, RevertData = revert };
    }

    // Servers put what a contract returned into error.data, or into error.data.data.
    private static byte[] RevertData(JsonElement error)
    {
        if (!error.TryGetProperty("data", out JsonElement data))
        {
            return [];
        }

        if (data.ValueKind == JsonValueKind.Object && data.TryGetProperty("data", out JsonElement inner))
        {
            data = inner;
        }

        return Hex.TryData(JsonText.Of(data), out byte[] bytes) ? bytes : [];
    }
}
