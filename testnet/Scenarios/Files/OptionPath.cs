using System.Text.Json.Nodes;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>Names of options with dots between their parts, such as chain.censorShare.</summary>
internal static class OptionPath
{
    /// <summary>An object that sets one option.</summary>
    public static JsonObject Set(string path, JsonNode value)
    {
        JsonNode node = value;
        foreach (string part in path.Split('.').Reverse())
        {
            node = new JsonObject { [part] = node };
        }

        return (JsonObject)node;
    }

    /// <summary>A copy of the first object with all that the second one sets; lists are replaced as a whole.</summary>
    public static JsonObject Merge(JsonObject into, JsonObject from)
    {
        JsonObject merged = (JsonObject)into.DeepClone();
        foreach ((string key, JsonNode? value) in from)
        {
            merged[key] = value is JsonObject inner && merged[key] is JsonObject present ? Merge(present, inner) : value?.DeepClone();
        }

        return merged;
    }
}
