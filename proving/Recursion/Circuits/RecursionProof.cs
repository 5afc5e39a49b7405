namespace P2PProver.Recursion;

/// <summary>A proof of Leaf or Merge with what it says.</summary>
/// <param name="Statement">What it says; of one shard it is a Leaf, of more a Merge.</param>
/// <param name="Bytes">The proof.</param>
public sealed record RecursionProof(Statement Statement, ReadOnlyMemory<byte> Bytes);
