using System.Globalization;
using System.Text.Json;
using P2PProver.Mesh.MessagePack;
using P2PProver.Testing;

namespace P2PProver.Mesh.Tests.MessagePack;

/// <summary>The public vectors (tests/Vectors/messagepack.json): of all encodings of a value, ours is written and only ours is read.</summary>
public sealed class MessagePackVectorTests
{
    private static readonly JsonElement[] Vectors = [.. JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests", "Vectors", "messagepack.json")))
        .RootElement.GetProperty("vectors").EnumerateArray()];

    /// <summary>Types of the vectors that messages use.</summary>
    private static readonly string[] Spoken = ["nil", "bool", "binary", "integer", "string", "array"];

    [Fact]
    public void Writer_OfVectorValue_GivesItsShortestEncoding()
    {
        int written = 0;
        foreach (JsonElement vector in Vectors.Where(IsSpoken))
        {
            MessagePackWriter writer = new();
            Write(writer, vector.GetProperty("type").GetString()!, vector.GetProperty("value"));
            string[] encodings = [.. Encodings(vector).Select(Convert.ToHexStringLower)];
            string ours = Convert.ToHexStringLower(writer.Written);
            encodings.ShouldContain(e => e == ours);
            ours.Length.ShouldBe(encodings.Where(e => !IsFloat(e)).Min(e => e.Length), vector.GetRawText());
            written++;
        }

        written.ShouldBe(51);
    }

    [Fact]
    public void Reader_OfVectorEncoding_AcceptsWhatTheWriterWrites()
    {
        foreach (JsonElement vector in Vectors.Where(IsSpoken))
        {
            MessagePackWriter writer = new();
            Write(writer, vector.GetProperty("type").GetString()!, vector.GetProperty("value"));
            foreach (byte[] encoding in Encodings(vector))
            {
                MessagePackReader reader = new(encoding);
                bool isRead = TryRead(ref reader, vector.GetProperty("type").GetString()!, vector.GetProperty("value")) && reader.TryEnd();
                isRead.ShouldBe(writer.Written.SequenceEqual(encoding), $"{Convert.ToHexString(encoding)}: {reader.Fault}");
                if (!isRead)
                {
                    reader.Fault.ShouldBeOneOf(MessagePackFault.NotShortest, MessagePackFault.UnsupportedType, MessagePackFault.WrongType);
                }
            }
        }
    }

    [Fact]
    public void Reader_OfTypeThatNoMessageUses_RefusesItAsSuch()
    {
        int refused = 0;
        foreach (JsonElement vector in Vectors.Where(v => v.GetProperty("type").GetString() is "float" or "map" or "timestamp" or "ext"))
        {
            foreach (byte[] encoding in Encodings(vector))
            {
                MessagePackReader reader = new(encoding);
                reader.TryReadNumber(ulong.MaxValue, out _).ShouldBeFalse();
                reader.Fault.ShouldBe(MessagePackFault.UnsupportedType, Convert.ToHexString(encoding));
                refused++;
            }
        }

        refused.ShouldBe(49);
    }

    private static bool IsSpoken(JsonElement vector) =>
        Spoken.Contains(vector.GetProperty("type").GetString()) && !vector.GetRawText().Contains("[{", StringComparison.Ordinal);

    private static bool IsFloat(string encoding) =>
        encoding.StartsWith("ca", StringComparison.Ordinal) || encoding.StartsWith("cb", StringComparison.Ordinal);

    private static IEnumerable<byte[]> Encodings(JsonElement vector) =>
        vector.GetProperty("encodings").EnumerateArray().Select(e => Convert.FromHexString(e.GetString()!));

    private static void Write(MessagePackWriter writer, string type, JsonElement value)
    {
        switch (type)
        {
            case "nil":
                writer.Nil();
                break;
            case "bool":
                writer.Boolean(value.GetBoolean());
                break;
            case "binary":
                writer.Binary(Convert.FromHexString(value.GetString()!));
                break;
            case "integer" when value.GetString()!.StartsWith('-'):
                writer.SignedNumber(long.Parse(value.GetString()!, CultureInfo.InvariantCulture));
                break;
            case "integer":
                writer.Number(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture));
                break;
            case "string":
                writer.Text(value.GetString()!);
                break;
            default:
                writer.Array(value.GetArrayLength());
                foreach (JsonElement element in value.EnumerateArray())
                {
                    (string elementType, JsonElement inner) = Element(element);
                    Write(writer, elementType, inner);
                }

                break;
        }
    }

    private static bool TryRead(ref MessagePackReader reader, string type, JsonElement value)
    {
        switch (type)
        {
            case "nil":
                return reader.TryReadNil();
            case "bool":
                return reader.TryReadBoolean(out bool truth) && truth == value.GetBoolean();
            case "binary":
                return reader.TryReadBinary(16, out ReadOnlySpan<byte> bytes) && bytes.SequenceEqual(Convert.FromHexString(value.GetString()!));
            case "integer" when value.GetString()!.StartsWith('-'):
                return reader.TryReadSignedNumber(out long negative) && negative == long.Parse(value.GetString()!, CultureInfo.InvariantCulture);
            case "integer":
                return reader.TryReadNumber(ulong.MaxValue, out ulong number) && number == ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture);
            case "string":
                return reader.TryReadText(64, out string text) && text == value.GetString();
        }

        bool isRead = reader.TryReadArray(16, out int count) && count == value.GetArrayLength();
        for (int i = 0; isRead && i < count; i++)
        {
            (string elementType, JsonElement inner) = Element(value[i]);
            isRead = TryRead(ref reader, elementType, inner);
        }

        return isRead;
    }

    private static (string Type, JsonElement Value) Element(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => ("integer", JsonDocument.Parse($"\"{element.GetRawText()}\"").RootElement),
        JsonValueKind.String => ("string", element),
        _ => ("array", element),
    };
}
