using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Chain;

/// <summary>The calls of the Ethereum JSON-RPC that this program needs, typed. Answers are untrusted and read totally.</summary>
/// <param name="rpc">Where the calls go; the caller owns it.</param>
public sealed class ChainClient(RpcPool rpc)
{
    /// <summary>The pool of endpoints behind this client.</summary>
    public RpcPool Rpc => rpc;

    /// <summary>The chain's number, which transactions are signed for.</summary>
    public Task<RpcResult<ulong>> ChainIdAsync(CancellationToken cancellationToken) => UInt64Async("eth_chainId", [], cancellationToken);

    /// <summary>The highest head that any endpoint tells; endpoints behind it are set aside.</summary>
    public Task<RpcResult<ulong>> HeadAsync(CancellationToken cancellationToken) => rpc.HeadAsync(cancellationToken);

    /// <summary>The number of an account's transactions up to a block: its next nonce.</summary>
    public Task<RpcResult<ulong>> NonceAsync(Address account, BlockTag tag, CancellationToken cancellationToken) =>
        UInt64Async("eth_getTransactionCount", [account.ToString(), tag.ToString()], cancellationToken);

    /// <summary>The coins of an account.</summary>
    public Task<RpcResult<Wei>> BalanceAsync(Address account, BlockTag tag, CancellationToken cancellationToken) =>
        WeiAsync("eth_getBalance", [account.ToString(), tag.ToString()], cancellationToken);

    /// <summary>The code of a contract; empty where there is none.</summary>
    public Task<RpcResult<byte[]>> CodeAsync(Address contract, BlockTag tag, CancellationToken cancellationToken) =>
        DataAsync("eth_getCode", [contract.ToString(), tag.ToString()], cancellationToken);

    /// <summary>The tip per gas that the endpoint suggests.</summary>
    public Task<RpcResult<Wei>> PriorityFeeAsync(CancellationToken cancellationToken) => WeiAsync("eth_maxPriorityFeePerGas", [], cancellationToken);

    /// <summary>A block without its transactions; null if the chain has none of that number, or the endpoint not yet.</summary>
    public async Task<RpcResult<BlockHeader?>> HeaderAsync(BlockTag tag, CancellationToken cancellationToken) =>
        Optional(await rpc.CallAsync("eth_getBlockByNumber", [tag.ToString(), false], cancellationToken), "eth_getBlockByNumber", ChainReading.Header);

    /// <summary>What became of a transaction; null while it is not mined, or where the endpoint does not know it.</summary>
    public async Task<RpcResult<TransactionReceipt?>> ReceiptAsync(Hash32 transaction, CancellationToken cancellationToken) =>
        Optional(await rpc.CallAsync("eth_getTransactionReceipt", [transaction.ToString()], cancellationToken), "eth_getTransactionReceipt", ChainReading.Receipt);

    /// <summary>The transaction of an account and nonce in a block; null if it is not there, or the endpoint does not know the block.</summary>
    public async Task<RpcResult<Hash32?>> TransactionOfAsync(ulong block, Address account, ulong nonce, CancellationToken cancellationToken)
    {
        const string Method = "eth_getBlockByNumber";
        RpcResult<JsonElement> result = await rpc.CallAsync(Method, [BlockTag.At(block).ToString(), true], cancellationToken);
        if (!result.IsSuccess)
        {
            return result.Failure;
        }

        return ChainReading.TryFindTransaction(result.Value, account, nonce, out Hash32? hash) ? hash : ChainReading.Malformed(Method);
    }

    /// <summary>Runs a call on the state after a block and gives what it returned; a revert is a failure with its data.</summary>
    public Task<RpcResult<byte[]>> CallAsync(CallRequest call, BlockTag tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return DataAsync("eth_call", [call.ToJson(), tag.ToString()], cancellationToken);
    }

    /// <summary>The gas that a transaction would need on the newest state; a revert is a failure with its data.</summary>
    public Task<RpcResult<ulong>> EstimateGasAsync(CallRequest call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return UInt64Async("eth_estimateGas", [call.ToJson()], cancellationToken);
    }

    /// <summary>Hands a signed transaction to the chain; sending the same one again does no harm.</summary>
    public Task<RpcResult<byte[]>> SendRawAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken) =>
        DataAsync("eth_sendRawTransaction", [Hex.Data(transaction.Span)], cancellationToken);

    /// <summary>The logs of a range of blocks, both ends included. Endpoints refuse ranges with too many blocks or results.</summary>
    public async Task<RpcResult<IReadOnlyList<LogEntry>>> LogsAsync(LogFilter filter, ulong from, ulong to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Logs(await rpc.CallAsync("eth_getLogs", [filter.ToJson(from, to)], cancellationToken), log => log.BlockNumber >= from && log.BlockNumber <= to && filter.Matches(log));
    }

    /// <summary>The logs of one block by its hash: no reorganisation can mix those of two (EIP-234).</summary>
    public async Task<RpcResult<IReadOnlyList<LogEntry>>> LogsAsync(LogFilter filter, Hash32 blockHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Logs(await rpc.CallAsync("eth_getLogs", [filter.ToJson(blockHash)], cancellationToken), log => log.BlockHash == blockHash && filter.Matches(log));
    }

    private static RpcResult<T?> Optional<T>(RpcResult<JsonElement> result, string method, Func<JsonElement, T?> read)
        where T : class
    {
        if (!result.IsSuccess)
        {
            return result.Failure;
        }

        if (result.Value.ValueKind == JsonValueKind.Null)
        {
            return (T?)null;
        }

        return read(result.Value) is { } value ? value : ChainReading.Malformed(method);
    }

    private static RpcResult<IReadOnlyList<LogEntry>> Logs(RpcResult<JsonElement> result, Func<LogEntry, bool> isWanted)
    {
        if (!result.IsSuccess)
        {
            return result.Failure;
        }

        IReadOnlyList<LogEntry>? logs = ChainReading.Logs(result.Value);
        return logs is null || !logs.All(isWanted) ? new(null, ChainReading.Malformed("eth_getLogs")) : new(logs, null);
    }

    private async Task<RpcResult<ulong>> UInt64Async(string method, JsonNode?[] parameters, CancellationToken cancellationToken)
    {
        RpcResult<JsonElement> result = await rpc.CallAsync(method, parameters, cancellationToken);
        return !result.IsSuccess ? result.Failure
            : Hex.TryQuantity(JsonText.Of(result.Value), out ulong value) ? value
            : ChainReading.Malformed(method);
    }

    private async Task<RpcResult<Wei>> WeiAsync(string method, JsonNode?[] parameters, CancellationToken cancellationToken)
    {
        RpcResult<JsonElement> result = await rpc.CallAsync(method, parameters, cancellationToken);
        return !result.IsSuccess ? result.Failure
            : Hex.TryQuantity(JsonText.Of(result.Value), out UInt128 value) ? new Wei(value)
            : ChainReading.Malformed(method);
    }

    private async Task<RpcResult<byte[]>> DataAsync(string method, JsonNode?[] parameters, CancellationToken cancellationToken)
    {
        RpcResult<JsonElement> result = await rpc.CallAsync(method, parameters, cancellationToken);
        return !result.IsSuccess ? result.Failure
            : Hex.TryData(JsonText.Of(result.Value), out byte[] value) ? value
            : ChainReading.Malformed(method);
    }
}
