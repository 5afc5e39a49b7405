using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>One tuple that every row of a table sends to or receives from a bus, with a multiplicity that may be zero.</summary>
/// <param name="Bus">The bus.</param>
/// <param name="Direction">Which side of it.</param>
/// <param name="Values">The tuple, as nodes among <see cref="Table.Nodes"/>; as many as the bus is wide.</param>
/// <param name="Multiplicity">The multiplicity, as a node among <see cref="Table.Nodes"/>.</param>
/// <param name="Bound">What is known of the multiplicity as an integer.</param>
/// <param name="TupleDegree">The largest degree of the values.</param>
/// <param name="MultiplicityDegree">The degree of the multiplicity.</param>
public sealed record Interaction(
    Bus Bus,
    BusDirection Direction,
    ImmutableArray<int> Values,
    int Multiplicity,
    MultiplicityBound Bound,
    int TupleDegree,
    int MultiplicityDegree);
