using P2PProver.Contracts.Abi;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>Positions that a node claimed in one call: struct Claim of contracts/src/types/Claim.sol.</summary>
/// <param name="Node">The node.</param>
/// <param name="AgeSeconds">From the batch's commit to the claim.</param>
/// <param name="Level">The level of the positions.</param>
/// <param name="Positions">Bit i is position i of the level.</param>
public sealed record CommittedClaim(Address Node, uint AgeSeconds, byte Level, ulong Positions)
{
    internal static CommittedClaim Read(AbiFields fields) =>
        new(fields.Address("node"), fields.Number32("age"), (byte)fields.Number32("level"), fields.Number64("positions"));
}
