using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>The cap of a tree of the verified proof: private, observed or hashed when the table is filled.</summary>
/// <param name="Table">Its digests.</param>
/// <param name="Source">Finds the digests in a proof.</param>
internal sealed record CircuitCap(BlockTable Table, Func<ExpandedProof, Digest8[]> Source);
