using System.Text.Json;

namespace P2PProver.Contracts.Rpc;

/// <summary>Strings of untrusted JSON. What is no string, or no text (lone surrogates, bytes that are not UTF-8), is null.</summary>
internal static class JsonText
{
    public static string? Of(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
