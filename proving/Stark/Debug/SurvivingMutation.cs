using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>A changed cell that nothing notices: a column that some constraint or bus fails to pin down.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Column">The main column's name.</param>
/// <param name="Row">The row.</param>
/// <param name="Delta">What was added to the cell.</param>
public sealed record SurvivingMutation(string Table, string Column, int Row, KoalaBear Delta);
