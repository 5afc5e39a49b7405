using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>What a table builder knows of a table besides its expressions.</summary>
internal sealed record TableHeader(
    string Name,
    int LogHeight,
    int DegreeLimit,
    ImmutableArray<string> MainColumns,
    ImmutableArray<string> PreprocessedColumns);
