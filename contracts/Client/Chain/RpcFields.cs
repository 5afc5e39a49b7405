using System.Text.Json;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Chain;

/// <summary>Reads the fields of one JSON object; what is missing or of another form leaves <see cref="Failed"/> set. Never throws.</summary>
internal sealed class RpcFields(JsonElement element)
{
    /// <summary>Whether any field was not as expected.</summary>
    public bool Failed { get; private set; } = element.ValueKind != JsonValueKind.Object;

    public ulong UInt64(string name) => Hex.TryQuantity(Text(name), out ulong value) ? value : Fail<ulong>();

    public Wei Wei(string name) => Hex.TryQuantity(Text(name), out UInt128 value) ? new Wei(value) : Fail<Wei>();

    /// <summary>An amount that old chains leave out.</summary>
    public Wei WeiOrZero(string name) => Has(name) ? Wei(name) : default;

    public Hash32 Hash(string name) => Hash32.TryParse(Text(name), out Hash32 hash) ? hash : Fail<Hash32>();

    public Address Address(string name) => Crypto.Address.TryParse(Text(name), out Address address) ? address : Fail<Address>();

    public Address? AddressOrNull(string name) => Has(name) ? Address(name) : null;

    public byte[] Data(string name)
    {
        if (!Hex.TryData(Text(name), out byte[] bytes))
        {
            Failed = true;
        }

        return bytes;
    }

    /// <summary>The elements of an array, each read by a function; null from it is a failure.</summary>
    public List<T> Items<T>(string name, Func<JsonElement, T?> read)
        where T : class
    {
        List<T> items = [];
        if (Failed || !element.TryGetProperty(name, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            Failed = true;
            return items;
        }

        foreach (JsonElement item in array.EnumerateArray())
        {
            if (read(item) is not { } value)
            {
                Failed = true;
                return items;
            }

            items.Add(value);
        }

        return items;
    }

    /// <summary>Marks the whole object as malformed.</summary>
    public void Reject() => Failed = true;

    private bool Has(string name) => !Failed && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    private string? Text(string name) =>
        !Failed && element.TryGetProperty(name, out JsonElement value) ? JsonText.Of(value) : null;

    private T Fail<T>()
        where T : struct
    {
        Failed = true;
        return default;
    }
}
