using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// The machine that proves circuits: one table whose rows hold four sections side by side, permutations with sums, extension arithmetic,
/// base arithmetic and packing. Circuits of one height and number of public values share it and differ in preprocessed values alone.
/// Immutable and safe for concurrent use. docs/PROOFS.md, "Recursion machine", describes it.
/// </summary>
public sealed class RecursionMachine
{
    /// <summary>The version in the verifying key; raised with every change of a constraint.</summary>
    public const int Version = 1;

    private const int RowsPerItem = 256;

    private readonly PermutationSection _permutations;
    private readonly ExtensionSection _extensions;
    private readonly BaseSection _bases;
    private readonly PackSection _packs;

    /// <summary>Describes the machine.</summary>
    /// <param name="logHeight">log2 of the number of rows.</param>
    /// <param name="publicValueCount">Number of public values.</param>
    public RecursionMachine(int logHeight, int publicValueCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(publicValueCount);
        TableBuilder table = new("circuit", logHeight);
        _permutations = new PermutationSection(table, publicValueCount);
        _extensions = new ExtensionSection(table);
        _bases = new BaseSection(table);
        _packs = new PackSection(table);
        Machine = new Machine("recursion", Version, [table.Build()], publicValueCount);
    }

    /// <summary>The table, its buses and the public values.</summary>
    public Machine Machine { get; }

    /// <summary>Rows that a section may have: one less than the table, whose last row ends what goes from row to row.</summary>
    public int Capacity => Table.Height - 1;

    private Table Table => Machine.Tables[0];

    /// <summary>Whether a circuit has no more rows and as many public values as the machine.</summary>
    public bool Fits(CircuitProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.Rows <= Capacity && program.PublicValueCount == Machine.PublicValueCount;
    }

    /// <summary>The preprocessed trace of a circuit; the caller owns it.</summary>
    /// <exception cref="ArgumentException">The circuit does not fit.</exception>
    public FieldMatrix Preprocess(CircuitProgram program)
    {
        ThrowIfUnfit(program);
        FieldMatrix trace = FieldMatrix.Zeros(Table.Height, Table.PreprocessedWidth);
        _permutations.WriteConstants(trace, program);
        for (int i = 0; i < program.ExtensionRows; i++)
        {
            _extensions.WriteConstants(new TraceRow(trace, i), program.Parts.ExtensionRows[i], program.Uses);
        }

        for (int i = 0; i < program.BaseRows; i++)
        {
            _bases.WriteConstants(new TraceRow(trace, i), program.Parts.BaseRows[i], program.Uses);
        }

        foreach (PackGroup group in program.Parts.PackGroups)
        {
            _packs.WriteConstants(trace, group, program);
        }

        return trace;
    }

    /// <summary>The main trace of a witness; the caller owns it.</summary>
    /// <param name="witness">What a circuit that fits evaluated to.</param>
    /// <param name="threads">The most threads to use; the trace does not depend on it.</param>
    /// <exception cref="ArgumentException">The circuit does not fit.</exception>
    public FieldMatrix Trace(CircuitWitness witness, int threads)
    {
        ArgumentNullException.ThrowIfNull(witness);
        ThrowIfUnfit(witness.Program);
        FieldMatrix trace = FieldMatrix.Zeros(Table.Height, Table.MainWidth);
        Ext5[] challenges = PermutationSection.Challenges(witness, trace.Height);
        int items = (trace.Height + RowsPerItem - 1) / RowsPerItem;
        ParallelLoop.Run(items, threads, item =>
        {
            int first = item * RowsPerItem;
            int count = Math.Min(RowsPerItem, trace.Height - first);
            _permutations.Write(trace, first, count, witness, challenges);
            WriteArithmetic(trace, first, count, witness);
        });
        PackGroup[] groups = witness.Program.Parts.PackGroups;
        items = (groups.Length + RowsPerItem - 1) / RowsPerItem;
        ParallelLoop.Run(items, threads, item =>
        {
            foreach (PackGroup group in groups.AsSpan(item * RowsPerItem, Math.Min(RowsPerItem, groups.Length - (item * RowsPerItem))))
            {
                _packs.Write(trace, group, witness.Streams);
            }
        });
        return trace;
    }

    private void WriteArithmetic(FieldMatrix trace, int first, int count, CircuitWitness witness)
    {
        ProgramParts parts = witness.Program.Parts;
        for (int i = first; i < Math.Min(first + count, parts.ExtensionRows.Length); i++)
        {
            _extensions.Write(new TraceRow(trace, i), parts.ExtensionRows[i], witness.Values);
        }

        for (int i = first; i < Math.Min(first + count, parts.BaseRows.Length); i++)
        {
            _bases.Write(new TraceRow(trace, i), parts.BaseRows[i], witness.Values);
        }
    }

    private void ThrowIfUnfit(CircuitProgram program)
    {
        if (!Fits(program))
        {
            throw new ArgumentException("The circuit has more rows or other public values than the machine.", nameof(program));
        }
    }
}
