using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace P2PProver.Stark;

/// <summary>
/// Asks for cache lines some loads ahead of the code that will read them, a few after every few instructions, and over the end of a block
/// into the next one. Rows of an extension lie far apart, so the processor does not foresee them.
/// </summary>
internal sealed unsafe class RowPrefetcher
{
    /// <summary>Instructions between two calls of <see cref="Advance"/>.</summary>
    internal const int Period = 8;

    private const int LoadsAhead = 8;

    private readonly Target[] _targets;
    private readonly int _linesPerCall;
    private readonly int _rows;
    private int _target;
    private int _row;

    internal RowPrefetcher(BlockColumns columns, int instructions, int rows)
    {
        ImmutableArray<ColumnLoad> loads = columns.Plan.Loads;
        _rows = rows;
        _targets = new Target[loads.Length];
        for (int i = 0; i < loads.Length; i++)
        {
            int ahead = i + Math.Min(LoadsAhead, loads.Length);
            ColumnLoad load = loads[ahead % loads.Length];
            RowPointers pointers = columns.Rows(load);
            _targets[i] = new Target(ahead < loads.Length ? pointers.Current : pointers.Next, load.First);
        }

        int calls = (instructions / Period) + 1;
        _linesPerCall = Sse.IsSupported ? ((loads.Length * rows) + calls - 1) / calls : 0;
    }

    /// <summary>Starts a block.</summary>
    internal void Restart()
    {
        _target = 0;
        _row = 0;
    }

    /// <summary>Asks for the next few lines.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Advance()
    {
        for (int i = 0; i < _linesPerCall && _target < _targets.Length; i++)
        {
            Target target = _targets[_target];

            // SAFETY: a prefetch reads nothing the program can see and never faults.
            Sse.Prefetch1(target.Rows[_row] + target.Column);
            if (++_row == _rows)
            {
                _row = 0;
                _target++;
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Target(uint** rows, int column)
    {
        public readonly uint** Rows = rows;
        public readonly nint Column = column;
    }
}
