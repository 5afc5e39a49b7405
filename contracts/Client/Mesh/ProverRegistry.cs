using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>The contract ProverRegistry. What each call does says contracts/src/interfaces/IProverRegistry.sol.</summary>
public sealed class ProverRegistry
{
    private readonly ContractReader _reader;

    /// <summary>Names a deployed registry.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="address">The contract.</param>
    public ProverRegistry(ChainClient chain, Address address)
    {
        Address = address;
        _reader = new ContractReader(chain, MeshAbis.Registry, address);
    }

    /// <summary>The contract.</summary>
    public Address Address { get; }

    /// <summary>Registers the sender as a node. The value is its stake.</summary>
    public ContractCall Register(Hash32 peerKey, Address payout, Wei value) => Call("register", value, AbiValue.Of(peerKey), AbiValue.Of(payout));

    /// <summary>Adds the value to the sender's stake.</summary>
    public ContractCall TopUp(Wei value) => Call("topUp", value);

    /// <summary>Changes where the sender's rewards go.</summary>
    public ContractCall SetPayout(Address payout) => Call("setPayout", Wei.Zero, AbiValue.Of(payout));

    /// <summary>Takes the sender's stake out of the count.</summary>
    public ContractCall RequestExit() => Call("requestExit", Wei.Zero);

    /// <summary>Sends the sender's stake once its exit is due.</summary>
    public ContractCall WithdrawStake(Address to) => Call("withdrawStake", Wei.Zero, AbiValue.Of(to));

    /// <summary>A node as it is now.</summary>
    public Task<RpcResult<NodeStake>> NodeOfAsync(Address node, CancellationToken cancellationToken) => _reader.ReadAsync(
        "nodeOf",
        static f => new NodeStake(f.Address("payout"), f.Wei("stake"), f.Wei("locked"), f.Number64("openClaims"), f.Number64("withdrawableFrom")),
        BlockTag.Latest,
        cancellationToken,
        AbiValue.Of(node));

    /// <summary>Where a node's rewards go.</summary>
    public Task<RpcResult<Address>> PayoutOfAsync(Address node, CancellationToken cancellationToken) =>
        _reader.ReadAsync("payoutOf", static f => f[0].Address, BlockTag.Latest, cancellationToken, AbiValue.Of(node));

    /// <summary>The stake of a node that counts for a batch committed in a block.</summary>
    public Task<RpcResult<Wei>> ActiveStakeAsync(Address node, ulong blockNumber, CancellationToken cancellationToken) =>
        WeiAsync("activeStake", cancellationToken, AbiValue.Of(node), AbiValue.Of(blockNumber));

    /// <summary>The stake of all nodes that counts now.</summary>
    public Task<RpcResult<Wei>> TotalActiveStakeAsync(CancellationToken cancellationToken) => WeiAsync("totalActiveStake", cancellationToken);

    /// <summary>All stake of nodes whose exit is not requested.</summary>
    public Task<RpcResult<Wei>> TotalStakeAsync(CancellationToken cancellationToken) => WeiAsync("totalStake", cancellationToken);

    /// <summary>Coins lost for good.</summary>
    public Task<RpcResult<Wei>> BurnedAsync(CancellationToken cancellationToken) => WeiAsync("burned", cancellationToken);

    private ContractCall Call(string function, Wei value, params AbiValue[] arguments) => new(Address, value, MeshAbis.Registry.Function(function).Encode(arguments));

    private Task<RpcResult<Wei>> WeiAsync(string function, CancellationToken cancellationToken, params AbiValue[] arguments) =>
        _reader.ReadAsync(function, static f => f.WeiAt(0), BlockTag.Latest, cancellationToken, arguments);
}
