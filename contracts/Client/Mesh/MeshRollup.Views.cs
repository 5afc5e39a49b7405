using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>The views, each on the newest state.</summary>
public sealed partial class MeshRollup
{
    /// <summary>The registry of the nodes' stakes.</summary>
    public Task<RpcResult<Address>> RegistryAsync(CancellationToken cancellationToken) => AddressAsync("registry", cancellationToken);

    /// <summary>The verifier of final proofs.</summary>
    public Task<RpcResult<Address>> VerifierAsync(CancellationToken cancellationToken) => AddressAsync("verifier", cancellationToken);

    /// <summary>The reader of packed data.</summary>
    public Task<RpcResult<Address>> ReaderAsync(CancellationToken cancellationToken) => AddressAsync("reader", cancellationToken);

    /// <summary>The checker of account paths.</summary>
    public Task<RpcResult<Address>> AccountPathAsync(CancellationToken cancellationToken) => AddressAsync("accountPath", cancellationToken);

    /// <summary>The rollup's domain.</summary>
    public Task<RpcResult<Hash32>> DomainAsync(CancellationToken cancellationToken) => HashAsync("domain", cancellationToken);

    /// <summary>The hash of the proof system's identity.</summary>
    public Task<RpcResult<Hash32>> VersionAsync(CancellationToken cancellationToken) => HashAsync("version", cancellationToken);

    /// <summary>The last settled state root.</summary>
    public Task<RpcResult<Hash32>> StateRootAsync(CancellationToken cancellationToken) => HashAsync("stateRoot", cancellationToken);

    /// <summary>The batch that the next one must build on.</summary>
    public Task<RpcResult<Hash32>> TipAsync(CancellationToken cancellationToken) => HashAsync("tip", cancellationToken);

    /// <summary>Where batches, queue and clock stand.</summary>
    public Task<RpcResult<MeshState>> StateAsync(CancellationToken cancellationToken) => StructAsync("state", MeshState.Read, cancellationToken);

    /// <summary>The constants that the contract was made with.</summary>
    public Task<RpcResult<NetworkConstants>> ConstantsAsync(CancellationToken cancellationToken) => StructAsync("constants", NetworkConstants.Read, cancellationToken);

    /// <summary>How many accounts have an index.</summary>
    public Task<RpcResult<ulong>> AccountCountAsync(CancellationToken cancellationToken) => NumberAsync("accountCount", cancellationToken);

    /// <summary>Who owns an account; zero if nobody.</summary>
    public Task<RpcResult<Address>> OwnerOfAsync(uint index, CancellationToken cancellationToken) => AddressAsync("ownerOf", cancellationToken, AbiValue.Of((ulong)index));

    /// <summary>An item of the queue.</summary>
    public Task<RpcResult<QueueItem>> QueueItemAsync(ulong id, CancellationToken cancellationToken) => StructAsync("queueItem", QueueItem.Read, cancellationToken, AbiValue.Of(id));

    /// <summary>What an account may withdraw.</summary>
    public Task<RpcResult<Wei>> PendingAsync(Address account, CancellationToken cancellationToken) => WeiAsync("pending", cancellationToken, AbiValue.Of(account));

    /// <summary>Gwei that belong to accounts and queue items.</summary>
    public Task<RpcResult<ulong>> EscrowGweiAsync(CancellationToken cancellationToken) => NumberAsync("escrow", cancellationToken);

    /// <summary>Coins lost for good.</summary>
    public Task<RpcResult<Wei>> BurnedAsync(CancellationToken cancellationToken) => WeiAsync("burned", cancellationToken);

    /// <summary>Whether an account escaped.</summary>
    public Task<RpcResult<bool>> HasEscapedAsync(uint index, CancellationToken cancellationToken) =>
        _reader.ReadAsync("hasEscaped", static f => f[0].Bool, BlockTag.Latest, cancellationToken, AbiValue.Of((ulong)index));

    /// <summary>What became of a batch.</summary>
    public Task<RpcResult<BatchStatus>> StatusOfAsync(BatchRecord batch, CancellationToken cancellationToken) =>
        _reader.ReadAsync("statusOf", static f => (BatchStatus)(int)f[0].Number, BlockTag.Latest, cancellationToken, batch.ToAbi());

    /// <summary>The bond of a batch committed now.</summary>
    public Task<RpcResult<Wei>> RequiredBondAsync(CancellationToken cancellationToken) => WeiAsync("requiredBond", cancellationToken);

    /// <summary>What a batch needs beside its bond.</summary>
    public Task<RpcResult<Wei>> EscrowForAsync(Wei pot, CancellationToken cancellationToken) => WeiAsync("escrowFor", cancellationToken, AbiValue.Of(pot));

    /// <summary>The claims on a batch, in their order.</summary>
    public Task<RpcResult<CommittedClaim[]>> ClaimsOfAsync(Hash32 key, CancellationToken cancellationToken) =>
        _reader.ReadAsync("claimsOf", static f => f.List(0, CommittedClaim.Read), BlockTag.Latest, cancellationToken, AbiValue.Of(key));

    /// <summary>What is locked for each position of a level.</summary>
    public Task<RpcResult<Wei>> ClaimBondAsync(BatchRecord batch, byte level, CancellationToken cancellationToken) =>
        WeiAsync("claimBond", cancellationToken, batch.ToAbi(), AbiValue.Of((ulong)level));

    /// <summary>How many positions a node may claim.</summary>
    public Task<RpcResult<ulong>> ClaimLimitAsync(BatchRecord batch, Address node, CancellationToken cancellationToken) =>
        NumberAsync("claimLimit", cancellationToken, batch.ToAbi(), AbiValue.Of(node));

    /// <summary>When T_open of the first live batch is over, in seconds.</summary>
    public Task<RpcResult<ulong>> OpensAtAsync(BatchRecord batch, CancellationToken cancellationToken) => NumberAsync("opensAt", cancellationToken, batch.ToAbi());

    /// <summary>The rewards of a batch if it settled now.</summary>
    public Task<RpcResult<Rewards>> RewardsNowAsync(BatchRecord batch, CancellationToken cancellationToken) =>
        _reader.ReadAsync("rewardsNow", static f => new Rewards(f.Wei("leaf"), f.Wei("merge"), f.Wei("finaliser")), BlockTag.Latest, cancellationToken, batch.ToAbi());

    private Task<RpcResult<Address>> AddressAsync(string function, CancellationToken cancellationToken, params AbiValue[] arguments) =>
        _reader.ReadAsync(function, static f => f[0].Address, BlockTag.Latest, cancellationToken, arguments);

    private Task<RpcResult<Hash32>> HashAsync(string function, CancellationToken cancellationToken) =>
        _reader.ReadAsync(function, static f => new Hash32(f[0].Bytes.Span), BlockTag.Latest, cancellationToken);

    private Task<RpcResult<Wei>> WeiAsync(string function, CancellationToken cancellationToken, params AbiValue[] arguments) =>
        _reader.ReadAsync(function, static f => f.WeiAt(0), BlockTag.Latest, cancellationToken, arguments);

    private Task<RpcResult<ulong>> NumberAsync(string function, CancellationToken cancellationToken, params AbiValue[] arguments) =>
        _reader.ReadAsync(function, static f => f.NumberAt(0), BlockTag.Latest, cancellationToken, arguments);

    private Task<RpcResult<T>> StructAsync<T>(string function, Func<AbiFields, T> read, CancellationToken cancellationToken, params AbiValue[] arguments) =>
        _reader.ReadAsync(function, f => f.StructAt(0, read), BlockTag.Latest, cancellationToken, arguments);
}
