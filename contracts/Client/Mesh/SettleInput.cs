using P2PProver.Contracts.Abi;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>What the proof of a batch says and the contract does not know: struct SettleInput of contracts/src/types/Batch.sol.</summary>
/// <param name="StateOut">The state root after the batch.</param>
/// <param name="Attribution">The digest of who proved what.</param>
/// <param name="Submitter">Who finalised.</param>
/// <param name="Payees">The payees of the existing positions, 20 bytes each.</param>
public sealed record SettleInput(Hash32 StateOut, Hash32 Attribution, Address Submitter, ReadOnlyMemory<byte> Payees)
{
    /// <summary>As an argument of a call.</summary>
    public AbiValue ToAbi() => AbiValue.Of(AbiValue.Of(StateOut), AbiValue.Of(Attribution), AbiValue.Of(Submitter), AbiValue.Of(Payees.Span));
}
