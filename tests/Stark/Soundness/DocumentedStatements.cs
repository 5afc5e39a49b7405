using P2PProver.Stark.Soundness;

namespace P2PProver.Stark.Tests.Soundness;

/// <summary>What docs/PROOFS.md lists: the planning statements, then every machine that exists, read off its tables.</summary>
internal static class DocumentedStatements
{
    public static IReadOnlyList<SoundnessEntry> All { get; } =
    [
        .. SoundnessTable.Planned,
        Entry("permutation machine", new Poseidon2Table(logHeight: 14, permutationsPerRow: 8).Table),
        Entry("addition machine", [.. new AdditionMachine().Tables]),
        SoundnessEntry.FromTables("last circuit model", ProofParameters.Final100, new LastCircuitModel(14, 14).Machine.Shapes),
    ];

    private static SoundnessEntry Entry(string name, params Table[] tables) =>
        SoundnessEntry.FromTables(name, ProofParameters.P100, [.. tables.Select(TableShape.FromTable)]);
}
