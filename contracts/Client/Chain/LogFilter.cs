using System.Text.Json.Nodes;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Chain;

/// <summary>Which logs are wanted.</summary>
/// <param name="Addresses">The contracts that emit them; empty for any.</param>
/// <param name="Topics">The events' signatures (first topics); empty for any.</param>
public sealed record LogFilter(IReadOnlyList<Address> Addresses, IReadOnlyList<Hash32> Topics)
{
    internal JsonObject ToJson(ulong from, ulong to)
    {
        JsonObject filter = Base();
        filter["fromBlock"] = Hex.Quantity(from);
        filter["toBlock"] = Hex.Quantity(to);
        return filter;
    }

    internal JsonObject ToJson(in Hash32 blockHash)
    {
        JsonObject filter = Base();
        filter["blockHash"] = blockHash.ToString();
        return filter;
    }

    internal bool Matches(LogEntry log) =>
        (Addresses.Count == 0 || Addresses.Contains(log.Address)) && (Topics.Count == 0 || (log.Topics.Count > 0 && Topics.Contains(log.Topics[0])));

    private JsonObject Base()
    {
        JsonObject filter = [];
        if (Addresses.Count > 0)
        {
            filter["address"] = new JsonArray([.. Addresses.Select(static a => (JsonNode)a.ToString())]);
        }

        if (Topics.Count > 0)
        {
            filter["topics"] = new JsonArray(new JsonArray([.. Topics.Select(static t => (JsonNode)t.ToString())]));
        }

        return filter;
    }
}
