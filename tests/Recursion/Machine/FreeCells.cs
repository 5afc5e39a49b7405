using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Machine;

/// <summary>
/// The cells of live rows that no constraint and no bus reads, each with the reason why it may hold anything. Whatever is not listed here
/// must be pinned down. A row is live in a section when the circuit has a row there.
/// </summary>
internal sealed class FreeCells
{
    public const string NoPath = "the position beside a permutation that belongs to no path and holds no entry";
    public const string WindowEnd = "the end of a window, past the last value of its stream";

    private const int WindowWidth = 12;

    private readonly CircuitProgram _program;
    private readonly HashSet<(int Row, int Place)> _windowEnds = [];

    public FreeCells(CircuitProgram program)
    {
        _program = program;
        foreach (PackGroup group in program.Parts.PackGroups)
        {
            AddWindowEnd(group);
        }
    }

    /// <summary>Whether a row means something in the section of a column.</summary>
    public bool IsLive(string column, int row) => row < SectionOf(column) switch
    {
        "permutation" => _program.PermutationRows,
        "extension" => _program.ExtensionRows,
        "base" => _program.BaseRows,
        _ => _program.PackRows,
    };

    /// <summary>The free columns of a row with their reasons.</summary>
    public IReadOnlyDictionary<string, string> Of(Table table, int row)
    {
        Dictionary<string, string> free = new(StringComparer.Ordinal);
        foreach (string column in table.MainColumnNames.Where(column => IsLive(column, row)))
        {
            if (string.Equals(column, "permutation.position", StringComparison.Ordinal) && !UsesPosition(row))
            {
                free[column] = NoPath;
            }
        }

        for (int place = 0; place < WindowWidth; place++)
        {
            if (_windowEnds.Contains((row, place)))
            {
                free[FormattableString.Invariant($"pack.window[{place}]")] = WindowEnd;
            }
        }

        return free;
    }

    private static string SectionOf(string column) => column[..column.IndexOf('.', StringComparison.Ordinal)];

    private bool UsesPosition(int row)
    {
        PermutationRow operation = _program.Parts.Permutations[row];
        return operation.Position >= 0 || operation.LeftIsEntry;
    }

    /// <summary>Only the last row of a group is seen by no row after it; what its neighbour before and its ports see is not free.</summary>
    private void AddWindowEnd(PackGroup group)
    {
        int seen = group.Items.Length < 2 ? PackGroup.BlockWidth : WindowWidth - group.Items[^2].Width;
        int last = group.FirstRow + group.RowCount - 1;
        for (int place = seen; place < WindowWidth; place++)
        {
            _windowEnds.Add((last, place));
        }
    }
}
