using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>Times as a number with its unit: us, ms, s, m, h or d.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    private static readonly (string Unit, double Seconds)[] Units = [("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : string.Empty;
        int digits = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        (string unit, double seconds) = Units.FirstOrDefault(u => u.Unit == text[digits..]);
        return unit is not null && double.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out double count)
            ? TimeSpan.FromTicks((long)Math.Round(count * seconds * TimeSpan.TicksPerSecond))
            : throw new JsonException("a time is a number with its unit, such as 500ms, 12s, 10m or 1h");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Ticks % TimeSpan.TicksPerSecond == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / TimeSpan.TicksPerSecond}s")
            : string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / 10.0}us"));
}
