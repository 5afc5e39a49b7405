using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>Opened rows of one tree with the sibling digests that authenticate them.</summary>
/// <param name="Rows">
/// For each group of the tree the rows at its distinct positions, ascending, one after the other, without padding.
/// </param>
/// <param name="Siblings">The digests that cannot be computed, layer by layer from the leaves, ascending by parent.</param>
public sealed record TreeOpening(KoalaBear[][] Rows, Digest8[] Siblings);
