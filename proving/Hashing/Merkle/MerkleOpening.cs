using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Rows of a commitment and the digests that tie them to it.</summary>
/// <param name="Rows">For each index in the order asked, the row of every matrix in list order.</param>
/// <param name="Siblings">Digests that cannot be computed from the rows, layer by layer from the lowest up, by ascending parent.</param>
public sealed record MerkleOpening(KoalaBear[] Rows, Digest8[] Siblings);
