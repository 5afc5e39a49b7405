using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>The private inputs of Merge.</summary>
/// <param name="Left">The proof of the earlier shards.</param>
/// <param name="LeftStatement">What it says.</param>
/// <param name="Right">The proof of the later shards.</param>
/// <param name="RightStatement">What it says.</param>
/// <param name="LeafKey">Digest of Leaf's key.</param>
/// <param name="MergeKey">Digest of Merge's key.</param>
/// <param name="Payee">Who is paid.</param>
internal sealed record MergeWitness(
    ExpandedProof Left,
    Statement LeftStatement,
    ExpandedProof Right,
    Statement RightStatement,
    Digest8 LeafKey,
    Digest8 MergeKey,
    Payee Payee);
