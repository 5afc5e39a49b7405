using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Transactions;

/// <summary>Reads from the chain what transactions pay now.</summary>
/// <param name="chain">The chain.</param>
public sealed class FeeMarket(ChainClient chain)
{
    /// <summary>
    /// An offer that stays valid while base fees rise for about six full blocks: twice the base fee, and the suggested tip. Where an endpoint
    /// suggests none, the tip is 1 gwei.
    /// </summary>
    public async Task<RpcResult<FeeQuote>> QuoteAsync(CancellationToken cancellationToken)
    {
        RpcResult<BlockHeader?> head = await chain.HeaderAsync(BlockTag.Latest, cancellationToken);
        if (!head.IsSuccess || head.Value is null)
        {
            return head.Failure ?? new RpcFailure(RpcFault.Malformed, "there is no newest block");
        }

        RpcResult<Wei> suggested = await chain.PriorityFeeAsync(cancellationToken);
        Wei tip = suggested.Or(Wei.Gwei);
        UInt128 total = head.Value.BaseFee.Value <= UInt128.MaxValue / 4 && tip.Value <= UInt128.MaxValue / 4 ? (2 * head.Value.BaseFee.Value) + tip.Value : 0;
        return total == 0 && tip > Wei.Zero ? new RpcFailure(RpcFault.Malformed, "fees of 2^126 wei or more") : new FeeQuote(new Wei(total), tip);
    }
}
