namespace P2PProver.Recursion;

/// <summary>A run of public values of the machine whose proofs are merged.</summary>
/// <param name="Name">A readable name.</param>
/// <param name="Kind">How it hangs together with that of neighbouring shards.</param>
/// <param name="Width">Number of elements.</param>
public sealed record PublicField(string Name, LinkKind Kind, int Width);
