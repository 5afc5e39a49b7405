using P2PProver.Contracts.Abi;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>An account to be opened: struct AccountOpening of contracts/src/types/QueueItem.sol.</summary>
/// <param name="PublicKey">Its public key.</param>
/// <param name="Owner">Who owns it on chain.</param>
/// <param name="AmountGwei">What it begins with.</param>
public sealed record AccountOpening(Hash32 PublicKey, Address Owner, ulong AmountGwei)
{
    /// <summary>As an argument of a call.</summary>
    public AbiValue ToAbi() => AbiValue.Of(AbiValue.Of(PublicKey), AbiValue.Of(Owner), AbiValue.Of(AmountGwei));
}
