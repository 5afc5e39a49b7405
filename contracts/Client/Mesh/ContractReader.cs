using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>Calls views of one contract and decodes what they return.</summary>
internal sealed class ContractReader(ChainClient chain, ContractAbi abi, Address contract)
{
    public async Task<RpcResult<T>> ReadAsync<T>(string function, Func<AbiFields, T> read, BlockTag tag, CancellationToken cancellationToken, params AbiValue[] arguments)
    {
        AbiFunction called = abi.Function(function);
        RpcResult<byte[]> result = await chain.CallAsync(new CallRequest(contract, called.Encode(arguments)), tag, cancellationToken);
        if (!result.IsSuccess)
        {
            return result.Failure;
        }

        if (!called.TryDecodeResult(result.Value, out AbiFields? fields, out AbiFault fault))
        {
            return new RpcFailure(RpcFault.Malformed, $"{called.Name} of {contract} returned no {called.Outputs}: {fault}; is the contract there?");
        }

        T value = read(fields);
        return fields.Failed ? new RpcFailure(RpcFault.Malformed, $"{called.Name} of {contract} returned a number beyond its meaning") : new RpcResult<T>(value, null);
    }
}
