using System.Globalization;
using System.Text;
using System.Text.Json;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Configuration;

/// <summary>Takes one configuration file apart into keys with their lines, keeping what a general JSON model would lose.</summary>
internal sealed class ConfigFileParser
{
    private const int DepthMax = 8;

    private readonly string _path;
    private readonly List<ConfigFileEntry> _entries = [];
    private readonly List<ConfigProblem> _problems = [];
    private readonly Dictionary<string, int> _lineOfKey = new(StringComparer.Ordinal);
    private long _countedBytes;
    private int _line = 1;

    public ConfigFileParser(string path)
    {
        _path = path;
    }

    /// <summary>Parses the whole file, valid UTF-8. A file that is malformed anywhere contributes no keys at all.</summary>
    public ConfigFile Parse(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> body = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        JsonReaderOptions options = new()
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DepthMax,
        };

        try
        {
            Utf8JsonReader reader = new(body, options);
            ReadRoot(ref reader, body);
            return new ConfigFile(_path, _entries, _problems);
        }
        catch (JsonException exception)
        {
            int line = (int)(exception.LineNumber ?? 0) + 1;
            string column = ((exception.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            AddProblem(ErrorCatalogue.ConfigFileMalformed, line, key: null, $"malformed JSON at column {column}: {ReasonOf(exception)}");
            return new ConfigFile(_path, [], [_problems[^1]]);
        }
    }

    private void ReadRoot(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            int line = LineOf(ref reader, text);
            AddProblem(ErrorCatalogue.ConfigFileMalformed, line, key: null, "the file must hold one JSON object, { ... }");
            return;
        }

        ReadSection(ref reader, text, prefix: "");

        // Reads on to the end, so that anything after the closing brace is found.
        reader.Read();
    }

    private void ReadSection(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            int line = LineOf(ref reader, text);
            string key = prefix + name;
            bool isUsable = IsPlainName(name, key, line) && IsFirst(key, line);
            reader.Read();
            ReadValue(ref reader, text, key, line, isUsable);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string key, int line, bool isUsable)
    {
        if (reader.TokenType == JsonTokenType.StartObject && isUsable)
        {
            int before = _entries.Count;
            ReadSection(ref reader, text, key + ".");
            if (_entries.Count == before)
            {
                _entries.Add(new ConfigFileEntry(key, JsonTokenType.StartObject, "", line));
            }

            return;
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            JsonTokenType token = reader.TokenType;
            reader.Skip();
            AddEntry(new ConfigFileEntry(key, token, "", line), isUsable);
            return;
        }

        string value = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        AddEntry(new ConfigFileEntry(key, reader.TokenType, value, line), isUsable);
    }

    private void AddEntry(ConfigFileEntry entry, bool isUsable)
    {
        if (isUsable)
        {
            _entries.Add(entry);
        }
    }

    private bool IsPlainName(string name, string key, int line)
    {
        if (!name.Contains('.', StringComparison.Ordinal))
        {
            return true;
        }

        string[] parts = name.Split('.');
        string opening = string.Join(": { ", parts.Select(part => $"\"{part}\""));
        string closing = string.Concat(Enumerable.Repeat(" }", parts.Length - 1));
        string message = $"unknown key '{name}'; a section is an object of its own: {opening}: ...{closing}";
        AddProblem(ErrorCatalogue.UnknownKey, line, key, message);
        return false;
    }

    private bool IsFirst(string key, int line)
    {
        if (_lineOfKey.TryAdd(key, line))
        {
            return true;
        }

        string firstLine = _lineOfKey[key].ToString(CultureInfo.InvariantCulture);
        AddProblem(ErrorCatalogue.DuplicateKey, line, key, $"'{key}' was already set at line {firstLine}");
        return false;
    }

    private void AddProblem(ErrorDefinition error, int line, string? key, string message)
    {
        SettingOrigin origin = new(OriginKind.File, _path, line);
        string place = string.Create(CultureInfo.InvariantCulture, $"{_path}:{line}");
        _problems.Add(new ConfigProblem(new Failure(error, $"{place}: {message}"), origin, key));
    }

    /// <summary>The line of the current token. Counts each byte of the file once, since tokens come in order.</summary>
    private int LineOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        _line += text[(int)_countedBytes..(int)reader.TokenStartIndex].Count((byte)'\n');
        _countedBytes = reader.TokenStartIndex;
        return _line;
    }

    private static string ReasonOf(JsonException exception)
    {
        int end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.');
    }
}
