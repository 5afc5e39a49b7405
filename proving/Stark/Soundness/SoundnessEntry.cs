namespace P2PProver.Stark.Soundness;

/// <summary>One line of the soundness table.</summary>
/// <param name="Name">What is proven.</param>
/// <param name="Parameters">Under which parameters.</param>
/// <param name="Statement">Its measures.</param>
public sealed record SoundnessEntry(string Name, ProofParameters Parameters, SoundnessStatement Statement)
{
    /// <summary>An entry of actual tables.</summary>
    /// <param name="name">What is proven.</param>
    /// <param name="parameters">Under which parameters.</param>
    /// <param name="tables">All tables of the machine.</param>
    public static SoundnessEntry FromTables(string name, ProofParameters parameters, IReadOnlyList<TableShape> tables) =>
        new(name, parameters, SoundnessStatement.FromTables(parameters, tables));
}
