using System.Buffers;
using System.Text.Json;

namespace P2PProver.Crypto.Keystores;

/// <summary>
/// Reads the members of one JSON object of a container. The first member that is missing or of the wrong form is remembered in
/// <see cref="Fault"/>; later reads still return harmless values, so that a reader asks once, at the end.
/// </summary>
internal sealed class JsonFields(JsonElement element, string path)
{
    private const int TextCharsMax = 64;
    private const string HexPrefix = "0x";

    /// <summary>The first fault found, naming its member; null if there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the object has the member.</summary>
    public bool Has(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    /// <summary>A member that is itself an object.</summary>
    public JsonFields Object(string name)
    {
        JsonFields inner = new(Member(name), Path(name));
        if (Member(name).ValueKind != JsonValueKind.Object)
        {
            Fail(name, "an object");
        }

        return inner;
    }

    /// <summary>A short string; empty on a fault.</summary>
    public string Text(string name)
    {
        JsonElement member = Member(name);
        string? text = member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        if (text is null || text.Length > TextCharsMax)
        {
            Fail(name, $"a string of at most {TextCharsMax} characters");
            return string.Empty;
        }

        return text;
    }

    /// <summary>An integer; 0 on a fault.</summary>
    public long Integer(string name)
    {
        JsonElement member = Member(name);
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out long value))
        {
            return value;
        }

        Fail(name, "an integer");
        return 0;
    }

    /// <summary>A string of hexadecimal digits for a number of bytes within bounds; empty on a fault. A prefix 0x is tolerated.</summary>
    public byte[] Hex(string name, int bytesMin, int bytesMax)
    {
        JsonElement member = Member(name);
        ReadOnlySpan<char> text = member.ValueKind == JsonValueKind.String ? member.GetString() : default;
        text = text.StartsWith(HexPrefix, StringComparison.Ordinal) ? text[HexPrefix.Length..] : text;
        byte[] bytes = new byte[bytesMax];
        if (text.Length > 2 * bytesMax
            || Convert.FromHexString(text, bytes, out _, out int written) != OperationStatus.Done
            || written < bytesMin)
        {
            string digits = bytesMin == bytesMax ? $"{2 * bytesMax}" : $"{2 * bytesMin} to {2 * bytesMax}";
            Fail(name, $"{digits} hexadecimal digits");
            return [];
        }

        return bytes[..written];
    }

    /// <summary>Takes over the fault of an inner object.</summary>
    public void Adopt(JsonFields inner) => Fault ??= inner.Fault;

    private JsonElement Member(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Fail(string name, string expected) => Fault ??= $"{Path(name)}: {expected} expected";
}
