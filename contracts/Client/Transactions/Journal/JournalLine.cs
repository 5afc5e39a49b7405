using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Transactions.Journal;

/// <summary>A record as a line of text: eight digits of the Keccak-256 of the JSON behind them, a space, the JSON.</summary>
internal static class JournalLine
{
    private const int SumDigits = 8;

    public static string Write(JournalRecord record)
    {
        JsonObject json = record switch
        {
            JournalRecord.Header header => new() { ["kind"] = "header", ["chain"] = header.ChainId, ["account"] = header.Account.ToString() },
            JournalRecord.Planned plan => new()
            {
                ["kind"] = "planned",
                ["nonce"] = plan.Nonce,
                ["gas"] = plan.GasLimit,
                ["id"] = plan.Request.Id,
                ["to"] = plan.Request.To?.ToString(),
                ["value"] = Hex.Quantity(plan.Request.Value.Value),
                ["data"] = Hex.Data(plan.Request.Data.Span),
            },
            JournalRecord.Attempted attempt => new()
            {
                ["kind"] = "attempted",
                ["nonce"] = attempt.Nonce,
                ["maxFee"] = Hex.Quantity(attempt.Fees.MaxFee.Value),
                ["tip"] = Hex.Quantity(attempt.Fees.Tip.Value),
            },
            JournalRecord.Ended end => new()
            {
                ["kind"] = "ended",
                ["nonce"] = end.Nonce,
                ["id"] = end.Request.Id,
                ["digest"] = end.Request.Digest.ToString(),
                ["status"] = end.Request.Outcome.Status.ToString(),
                ["transaction"] = end.Request.Outcome.Transaction?.ToString(),
                ["block"] = end.Request.Outcome.BlockNumber,
            },
            _ => throw new ArgumentException("not a record of the journal", nameof(record)),
        };
        string text = json.ToJsonString();
        return $"{Sum(text)} {text}\n";
    }

    /// <summary>Reads a line without its end; false if it is damaged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, [NotNullWhen(true)] out JournalRecord? record)
    {
        record = null;
        if (line.Length < SumDigits + 2)
        {
            return false;
        }

        string text = Encoding.UTF8.GetString(line[(SumDigits + 1)..]);
        if (!line[..SumDigits].SequenceEqual(Encoding.ASCII.GetBytes(Sum(text))))
        {
            return false;
        }

        try
        {
            record = Read(JsonNode.Parse(text));
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or InvalidOperationException or FormatException)
        {
            record = null;
        }

        return record is not null;
    }

    private static string Sum(string text) => Convert.ToHexStringLower(Hash32.Of(Encoding.UTF8.GetBytes(text)).Value[..(SumDigits / 2)]);

    private static JournalRecord? Read(JsonNode? json) => (string?)json?["kind"] switch
    {
        "header" when Address.TryParse((string?)json["account"], out Address account) && (ulong?)json["chain"] is { } chain => new JournalRecord.Header(chain, account),
        "planned" => ReadPlan(json),
        "attempted" when Number(json) is { } nonce && Amount(json["maxFee"]) is { } maxFee && Amount(json["tip"]) is { } tip =>
            new JournalRecord.Attempted(nonce, new FeeQuote(maxFee, tip)),
        "ended" => ReadEnd(json),
        _ => null,
    };

    private static JournalRecord.Ended? ReadEnd(JsonNode json)
    {
        Hash32 transaction = default;
        bool isMined = json["transaction"] is not null;
        return Number(json) is { } nonce && (string?)json["id"] is { } id && (ulong?)json["block"] is { } block
            && Hash32.TryParse((string?)json["digest"], out Hash32 digest) && Enum.TryParse((string?)json["status"], out TransactionStatus status)
            && (!isMined || Hash32.TryParse((string?)json["transaction"], out transaction))
                ? new JournalRecord.Ended(nonce, new EndedRequest(nonce, id, digest, new TransactionOutcome(status) { Transaction = isMined ? transaction : null, BlockNumber = block }))
                : null;
    }

    private static JournalRecord.Planned? ReadPlan(JsonNode json)
    {
        Address to = default;
        bool creates = json["to"] is null;
        return Number(json) is { } nonce && (ulong?)json["gas"] is { } gas && (string?)json["id"] is { } id && Amount(json["value"]) is { } value
            && Hex.TryData((string?)json["data"], out byte[] data) && (creates || Address.TryParse((string?)json["to"], out to))
                ? new JournalRecord.Planned(nonce, gas, new TransactionRequest(id, creates ? null : to, value, data))
                : null;
    }

    private static ulong? Number(JsonNode json) => (ulong?)json["nonce"];

    private static Wei? Amount(JsonNode? text) => Hex.TryQuantity((string?)text, out UInt128 value) ? new Wei(value) : null;
}
