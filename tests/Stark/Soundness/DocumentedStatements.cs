using P2PProver.Stark.Soundness;

namespace P2PProver.Stark.Tests.Soundness;

/// <summary>What docs/PROOFS.md lists: the planning statements, then every machine that exists.</summary>
internal static class DocumentedStatements
{
    public static IReadOnlyList<SoundnessEntry> All { get; } = [.. SoundnessTable.Planned];
}
