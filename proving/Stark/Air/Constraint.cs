namespace P2PProver.Stark;

/// <summary>An expression that is zero on every row of a valid trace.</summary>
/// <param name="Name">Unique within the table.</param>
/// <param name="Node">The expression, among <see cref="Table.Nodes"/>.</param>
/// <param name="Degree">Its degree, columns and selectors counting 1.</param>
public sealed record Constraint(string Name, int Node, int Degree);
