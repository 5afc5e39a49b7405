using System.Text.Json;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Chain;

/// <summary>Reads the objects of the Ethereum JSON-RPC from untrusted JSON.</summary>
internal static class ChainReading
{
    private const int TopicsMax = 4;

    public static BlockHeader? Header(JsonElement element)
    {
        RpcFields fields = new(element);
        BlockHeader header = new(
            fields.UInt64("number"),
            fields.Hash("hash"),
            fields.Hash("parentHash"),
            fields.UInt64("timestamp"),
            fields.WeiOrZero("baseFeePerGas"),
            fields.UInt64("gasLimit"));
        return fields.Failed ? null : header;
    }

    public static TransactionReceipt? Receipt(JsonElement element)
    {
        RpcFields fields = new(element);
        TransactionReceipt receipt = new(
            fields.Hash("transactionHash"),
            fields.UInt64("status") == 1,
            fields.UInt64("blockNumber"),
            fields.Hash("blockHash"),
            fields.UInt64("gasUsed"),
            fields.WeiOrZero("effectiveGasPrice"),
            fields.AddressOrNull("contractAddress"),
            fields.Items("logs", Log));
        return fields.Failed ? null : receipt;
    }

    public static LogEntry? Log(JsonElement element)
    {
        RpcFields fields = new(element);
        LogEntry log = new(
            fields.Address("address"),
            Topics(element, fields),
            fields.Data("data"),
            fields.UInt64("blockNumber"),
            fields.Hash("blockHash"),
            fields.Hash("transactionHash"),
            fields.UInt64("logIndex"));
        return fields.Failed || log.Topics.Count > TopicsMax ? null : log;
    }

    /// <summary>The logs of an array; null if one of them is malformed.</summary>
    public static IReadOnlyList<LogEntry>? Logs(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<LogEntry> logs = new(element.GetArrayLength());
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (Log(item) is not { } log)
            {
                return null;
            }

            logs.Add(log);
        }

        return logs;
    }

    /// <summary>The hash of an account's transaction in a block with whole transactions; null if it is not there.</summary>
    public static bool TryFindTransaction(JsonElement block, Address account, ulong nonce, out Hash32? hash)
    {
        hash = null;
        if (block.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (block.ValueKind != JsonValueKind.Object || !block.TryGetProperty("transactions", out JsonElement transactions) || transactions.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (JsonElement transaction in transactions.EnumerateArray())
        {
            RpcFields fields = new(transaction);
            (Address from, ulong number, Hash32 name) = (fields.Address("from"), fields.UInt64("nonce"), fields.Hash("hash"));
            if (!fields.Failed && from == account && number == nonce)
            {
                hash = name;
            }
        }

        return true;
    }

    public static RpcFailure Malformed(string method) => new(RpcFault.Malformed, $"the result of {method} has another form");

    private static Hash32[] Topics(JsonElement element, RpcFields fields)
    {
        List<string> texts = fields.Items("topics", JsonText.Of);
        Hash32[] topics = new Hash32[texts.Count];
        for (int i = 0; i < topics.Length; i++)
        {
            if (!Hash32.TryParse(texts[i], out topics[i]))
            {
                fields.Reject();
            }
        }

        return topics;
    }
}
