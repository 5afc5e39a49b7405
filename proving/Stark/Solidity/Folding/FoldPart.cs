using System.Collections.Immutable;

namespace P2PProver.Stark.Solidity;

/// <summary>A run of the constraints of a machine that one contract evaluates.</summary>
/// <param name="Terms">The constraints in order, with the table each belongs to.</param>
/// <param name="Statements">The code, one statement a line.</param>
/// <param name="Bytes">About how long the compiled code is.</param>
internal sealed record FoldPart(ImmutableArray<FoldTerm> Terms, ImmutableArray<string> Statements, int Bytes);
