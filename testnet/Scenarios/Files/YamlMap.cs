using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>A mapping of a file, each key of which must be asked for.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> _left = new(StringComparer.Ordinal);
    private readonly string _what;
    private readonly long _line;

    public YamlMap(YamlNode node, string what)
    {
        _what = what;
        _line = node.Start.Line;
        if (node is not YamlMappingNode mapping)
        {
            throw new ScenarioFormatException($"line {_line}: {what} is not a mapping");
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            _left.Add(key is YamlScalarNode { Value: string name } ? name : throw new ScenarioFormatException($"line {key.Start.Line}: a key is not a word"), value);
        }
    }

    public string Text(string key) => OptionalText(key) ?? throw new ScenarioFormatException($"line {_line}: {_what} has no '{key}'");

    public string? OptionalText(string key) => Take(key) switch
    {
        null => null,
        YamlScalarNode { Value: string value } => value,
        YamlNode other => throw new ScenarioFormatException($"line {other.Start.Line}: '{key}' is not a plain value"),
    };

    public double Number(string key, double min, double max) =>
        OptionalNumber(key, min, max) ?? throw new ScenarioFormatException($"line {_line}: {_what} has no '{key}'");

    public double? OptionalNumber(string key, double min, double max)
    {
        if (OptionalText(key) is not string text)
        {
            return null;
        }

        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        return isNumber && number >= min && number <= max
            ? number
            : throw new ScenarioFormatException(string.Create(CultureInfo.InvariantCulture, $"line {_line}: '{key}' is a number from {min} to {max}"));
    }

    public YamlMap? OptionalMap(string key) => Take(key) is YamlNode node ? new YamlMap(node, $"'{key}'") : null;

    public IEnumerable<YamlNode> OptionalList(string key) => Take(key) switch
    {
        null => [],
        YamlSequenceNode sequence => sequence.Children,
        YamlNode other => throw new ScenarioFormatException($"line {other.Start.Line}: '{key}' is not a list"),
    };

    /// <summary>All keys not asked for yet, with plain values.</summary>
    public Dictionary<string, string> Rest() => _left.Keys.ToArray().ToDictionary(k => k, Text, StringComparer.Ordinal);

    /// <summary>All keys not asked for yet.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = [];
        foreach ((string key, YamlNode value) in _left)
        {
            json[key] = ToJson(value);
        }

        _left.Clear();
        return json;
    }

    /// <summary>Refuses keys that nobody asked for.</summary>
    public void End()
    {
        if (_left.Count > 0)
        {
            (string key, YamlNode value) = _left.First();
            throw new ScenarioFormatException($"line {value.Start.Line}: {_what} has no key '{key}'");
        }
    }

    /// <summary>Plain words become numbers and truth values where they are such; quoted ones stay text.</summary>
    public static JsonNode? ToJson(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode:
                return new YamlMap(node, "a mapping").ToJson();
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(ToJson)]);
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "" }:
                return null;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth:
                return JsonValue.Create(truth.Value == "true");
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: string number } when long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole):
                return JsonValue.Create(whole);
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: string number } when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double real):
                return JsonValue.Create(real);
            case YamlScalarNode { Value: string text }:
                return JsonValue.Create(text);
            default:
                throw new ScenarioFormatException($"line {node.Start.Line}: this kind of value is not read");
        }
    }

    private YamlNode? Take(string key) => _left.Remove(key, out YamlNode? node) ? node : null;
}
