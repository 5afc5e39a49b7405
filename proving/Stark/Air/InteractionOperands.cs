using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>Where an interaction's values stand after an <see cref="AirProgram"/> has run: registers, columns or uniforms.</summary>
/// <param name="Multiplicity">The multiplicity, unsigned: a receiver's is not negated.</param>
/// <param name="Values">The tuple's elements.</param>
public sealed record InteractionOperands(AirOperand Multiplicity, ImmutableArray<AirOperand> Values);
