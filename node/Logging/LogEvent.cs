using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace P2PProver.Node.Logging;

/// <summary>One log event and its two written forms.</summary>
internal sealed record LogEvent(DateTimeOffset Time, string Level, string Area, int EventId, string Message, Exception? Exception)
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Time, level, area and message; an exception follows on lines of its own.</summary>
    public string ToText()
    {
        string line = $"{TimeText()} {Level.ToUpperInvariant(),-5} {Area,-8} {Message}";
        return Exception is null ? line : $"{line}\n{Exception}";
    }

    /// <summary>One JSON object on one line, the message's parameters as fields of their own.</summary>
    public string ToJson(IReadOnlyList<KeyValuePair<string, object?>>? parameters)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("schema", "p2pprover.log/1");
            json.WriteString("time", TimeText());
            json.WriteString("level", Level);
            json.WriteString("area", Area);
            json.WriteNumber("event", EventId);
            json.WriteString("message", Message);
            if (Exception is not null)
            {
                json.WriteString("exception", Exception.ToString());
            }

            json.WriteStartObject("fields");
            foreach ((string name, object? value) in parameters ?? [])
            {
                if (name is not "{OriginalFormat}")
                {
                    json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private string TimeText()
    {
        return Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
    }
}
