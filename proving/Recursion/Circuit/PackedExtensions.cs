using System.Collections.Immutable;

namespace P2PProver.Recursion;

/// <summary>Extension values in a row together with the blocks that their coefficients fill, the last one filled up with zeros.</summary>
/// <param name="Values">The values.</param>
/// <param name="Blocks">ceil(5 n / 8) blocks.</param>
public sealed record PackedExtensions(ImmutableArray<Extension> Values, ImmutableArray<Block> Blocks);
