using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>Amounts in wei as decimal digits in quotes, or as a number where that is exact.</summary>
internal sealed class UInt128Converter : JsonConverter<UInt128>
{
    public override UInt128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out ulong small))
        {
            return small;
        }

        return reader.TokenType == JsonTokenType.String && UInt128.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 value)
            ? value
            : throw new JsonException("an amount is decimal digits");
    }

    public override void Write(Utf8JsonWriter writer, UInt128 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
