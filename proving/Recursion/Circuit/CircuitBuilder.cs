using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>
/// Describes a circuit by running code over symbolic values. Every operation defines a write-once cell or states a check; what it computes
/// is evaluated later, by <see cref="CircuitProgram.Evaluate"/>, and proven by the tables of the recursion machine.
/// </summary>
/// <remarks>
/// The same sequence of calls gives the same circuit, whatever the inputs: shapes are decided here and nowhere else. Private inputs stand on
/// one tape of base elements in the order of the calls that take them. Not safe for concurrent use.
/// </remarks>
public sealed partial class CircuitBuilder
{
    /// <summary>Marks a place that holds no cell.</summary>
    internal const int NoCell = -1;

    /// <summary>Public values that one row of the permutation section holds.</summary>
    internal const int PublicsPerRow = 16;

    private readonly List<Instruction> _instructions = [];
    private readonly List<ArithmeticRow> _extensionRows = [];
    private readonly List<ArithmeticRow> _baseRows = [];
    private readonly List<PackGroup> _packGroups = [];
    private readonly List<List<PermutationRow>> _segments = [[]];
    private int _packRows;
    private int _packElements;
    private int _valueCells;
    private int _tape;
    private bool _built;

    /// <summary>Starts a circuit.</summary>
    /// <param name="publicValueCount">Number of its public values.</param>
    public CircuitBuilder(int publicValueCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(publicValueCount);
        PublicValueCount = publicValueCount;
        DefinePublicRows();
        Zero = DefineZero();
        One = DefineConstant(KoalaBear.One);
        _constants[KoalaBear.Zero.Montgomery] = Zero;
        _constants[KoalaBear.One.Montgomery] = One;
    }

    /// <summary>Number of public values.</summary>
    public int PublicValueCount { get; }

    /// <summary>Elements of the tape taken so far.</summary>
    public int TapeLength => _tape;

    /// <summary>The constant 0.</summary>
    public Scalar Zero { get; }

    /// <summary>The constant 1.</summary>
    public Scalar One { get; }

    /// <summary>The finished circuit; the builder accepts nothing afterwards.</summary>
    /// <exception cref="InvalidOperationException">A table was made but never filled, or the circuit is built already.</exception>
    public CircuitProgram Build()
    {
        ThrowIfBuilt();
        BlockTable? empty = _tables.Find(table => !table.IsFilled);
        if (empty is not null)
        {
            throw new InvalidOperationException("A table of blocks is never filled.");
        }

        foreach (QuerySegment segment in _querySegments)
        {
            segment.Finish();
        }

        _built = true;
        PermutationRow[] permutations = [.. _segments.SelectMany(segment => segment)];
        for (int i = 0; i < permutations.Length; i++)
        {
            permutations[i].Index = i;
        }

        return new CircuitProgram(new ProgramParts
        {
            Instructions = ResolveRows(permutations),
            ExtensionRows = [.. _extensionRows],
            BaseRows = [.. _baseRows],
            PackGroups = [.. _packGroups],
            Permutations = permutations,
            Entries = Entries(),
            Labels = [.. _labels],
            ValueCells = _valueCells,
            BlockCells = _blockCells,
            PackRows = _packRows,
            PackElements = _packElements,
            TapeLength = _tape,
            PublicValueCount = PublicValueCount,
        });
    }

    /// <summary>Rows that follow from no other row of the section.</summary>
    internal List<PermutationRow> LooseRows => _segments[0];

    internal int TakeTape(int count)
    {
        ThrowIfBuilt();
        int offset = _tape;
        _tape = checked(_tape + count);
        return offset;
    }

    internal int NewValueCell() => _valueCells++;

    /// <summary>Appends a row of the permutation section to a run of neighbouring rows.</summary>
    internal void Append(List<PermutationRow> segment, PermutationRow row)
    {
        ThrowIfBuilt();
        segment.Add(row);
        _pendingRows.Add(row);
        Emit(InstructionCode.Permute, _pendingRows.Count - 1);
    }

    /// <summary>Reads, when evaluated, the sum behind a row into a cell.</summary>
    internal void EmitSum(PermutationRow last, int cell)
    {
        _pendingRows.Add(last);
        Emit(InstructionCode.Sum, _pendingRows.Count - 1, cell);
    }

    internal List<PermutationRow> NewSegment()
    {
        List<PermutationRow> segment = [];
        _segments.Add(segment);
        return segment;
    }

    private void Emit(InstructionCode code, int row, int x = 0, int y = 0)
    {
        ThrowIfBuilt();
        _instructions.Add(new Instruction(code, row, x, y, CurrentLabel));
    }

    /// <summary>Instructions name rows of the permutation section by their order of statement until all segments are placed.</summary>
    private Instruction[] ResolveRows(PermutationRow[] permutations)
    {
        Instruction[] resolved = [.. _instructions];
        for (int i = 0; i < resolved.Length; i++)
        {
            if (resolved[i].Code is InstructionCode.Permute or InstructionCode.Sum)
            {
                resolved[i] = resolved[i] with { Row = _pendingRows[resolved[i].Row].Index };
            }
        }

        return permutations.Length == 0 ? [] : resolved;
    }

    private void ThrowIfBuilt()
    {
        if (_built)
        {
            throw new InvalidOperationException("The circuit is built and cannot be extended.");
        }
    }
}
