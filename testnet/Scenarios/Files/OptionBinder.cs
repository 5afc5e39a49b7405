using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>Sets properties of a record of options by name: camel case, times such as 500ms, 12s, 10m, 1h. Unknown names are errors.</summary>
public static class OptionBinder
{
    private static readonly JsonSerializerOptions Style = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new DurationConverter(), new UInt128Converter() },
    };

    /// <summary>The options with what the settings name; false with what is wrong.</summary>
    /// <typeparam name="TOptions">A record of plain data whose every property has a default.</typeparam>
    public static bool TryBind<TOptions>(TOptions defaults, JsonObject settings, out TOptions? options, out string problem)
        where TOptions : class
    {
        options = null;
        problem = string.Empty;
        try
        {
            JsonObject start = (JsonObject)JsonSerializer.SerializeToNode(defaults, Style)!;
            if (Unknown(start, settings, string.Empty) is string unknown)
            {
                problem = $"there is no option '{unknown}'";
                return false;
            }

            options = OptionPath.Merge(start, settings).Deserialize<TOptions>(Style);
            return options is not null;
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or ArgumentException)
        {
            problem = fault.Message;
            return false;
        }
    }

    /// <summary>The options as a file would set them all.</summary>
    public static JsonObject Describe<TOptions>(TOptions options)
        where TOptions : class => (JsonObject)JsonSerializer.SerializeToNode(options, Style)!;

    /// <summary>The first name that sets nothing.</summary>
    private static string? Unknown(JsonObject known, JsonObject settings, string prefix)
    {
        foreach ((string key, JsonNode? value) in settings)
        {
            if (!known.ContainsKey(key))
            {
                return prefix + key;
            }

            if (value is JsonObject inner && known[key] is JsonObject deeper && Unknown(deeper, inner, $"{prefix}{key}.") is string unknown)
            {
                return unknown;
            }
        }

        return null;
    }
}
