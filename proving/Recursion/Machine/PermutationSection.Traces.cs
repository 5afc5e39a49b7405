using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <content>Traces.</content>
internal sealed partial class PermutationSection
{
    /// <summary>Writes the preprocessed columns of all rows.</summary>
    public void WriteConstants(FieldMatrix trace, CircuitProgram program)
    {
        PermutationRow[] rows = program.Parts.Permutations;
        for (int i = 0; i < rows.Length; i++)
        {
            TraceRow row = new(trace, i);
            if (i + 1 < rows.Length)
            {
                WriteEntry(row, rows[i + 1]);
            }

            WriteFlags(row, rows[i]);
            WritePorts(row, rows[i], program);
        }

        // Behind the last row comes the first, whose challenge need not be that of the last.
        new TraceRow(trace, trace.Height - 1)[_loads] = KoalaBear.One;
    }

    /// <summary>Writes the main columns of a range of rows.</summary>
    /// <param name="trace">The trace, zero before.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="witness">The witness.</param>
    /// <param name="challenges">The challenge of each row.</param>
    public void Write(FieldMatrix trace, int first, int count, CircuitWitness witness, ReadOnlySpan<Ext5> challenges)
    {
        PermutationRow[] rows = witness.Program.Parts.Permutations;
        for (int i = first; i < first + count; i++)
        {
            Span<KoalaBear> cells = trace.Row(i);
            if (i < rows.Length)
            {
                witness.Input(i).CopyTo(cells[_permutation.Input[0].Index..]);
                WritePath(new TraceRow(trace, i), rows[i], witness);
            }

            WriteSums(cells, i <= rows.Length ? witness.Sums[i] : Ext5.Zero, challenges[i]);
        }

        _permutation.Fill(trace, first, count);
    }

    /// <summary>The challenge of each row: what the row that loads it says, then kept.</summary>
    public static Ext5[] Challenges(CircuitWitness witness, int height)
    {
        Ext5[] challenges = new Ext5[height];
        PermutationRow[] rows = witness.Program.Parts.Permutations;
        for (int i = 1; i < height; i++)
        {
            int loaded = i <= rows.Length ? rows[i - 1].LoadedChallenge : CircuitBuilder.NoCell;
            challenges[i] = loaded >= 0 ? witness.Values[loaded] : challenges[i - 1];
        }

        return challenges;
    }

    private static KoalaBear Flag(bool set) => set ? KoalaBear.One : KoalaBear.Zero;

    private static KoalaBear Element(int value) => KoalaBear.FromCanonical((uint)value);

    /// <summary>What the row before says about a row's input.</summary>
    private void WriteEntry(TraceRow row, PermutationRow next)
    {
        PermutationEntry entry = next.Entry;
        row[_spongeFirst] = Flag(entry == PermutationEntry.SpongeFirst);
        row[_spongeNext] = Flag(entry is PermutationEntry.SpongeNext or PermutationEntry.Squeeze);
        row[_squeeze] = Flag(entry == PermutationEntry.Squeeze);
        row[_boundLength] = Element(next.BoundLength);
        row[_path] = Flag(entry is PermutationEntry.PathStep or PermutationEntry.Inject);
        row[_branch] = Flag(entry == PermutationEntry.PathStep);
        if (entry is PermutationEntry.PathStep or PermutationEntry.Inject)
        {
            int cap = next.Cap?.Count ?? 1;
            bool step = entry == PermutationEntry.PathStep;
            row[_positionFactor] = next.IsPathStart ? KoalaBear.Zero : Element(step ? 2 * cap : cap);
            row[_bitFactor] = step ? Element(cap) : KoalaBear.Zero;
        }
    }

    private void WriteFlags(TraceRow row, PermutationRow operation)
    {
        row[_endsPath] = Flag(operation.Cap is not null);
        row[_isSummed] = Flag(operation.IsSummed);
        row[_keepsSum] = Flag(operation.KeepsSum);
        row[_showsSum] = Flag(operation.SumCell >= 0);
        row[_loads] = Flag(operation.LoadedChallenge >= 0);
        row[_leftIsEntry] = Flag(operation.LeftIsEntry);
        if (operation.FirstPublic >= 0)
        {
            row[_publicRows[operation.FirstPublic / CircuitBuilder.PublicsPerRow]] = KoalaBear.One;
        }
    }

    private void WritePorts(TraceRow row, PermutationRow operation, CircuitProgram program)
    {
        CellUses uses = program.Uses;
        WriteBlock(_right, row, operation.Right, operation.DefinesRight, program);
        WriteBlock(_output, row, operation.Output, defines: true, program);
        WriteBlock(_left, row, operation.Left, operation.DefinesLeft, program);
        if (operation.Left >= 0)
        {
            row[_leftIndex] = Element(program.Parts.Entries[operation.Left].Index);
        }

        if (operation.LeftIsEntry)
        {
            row[_left.Times] = KoalaBear.Zero;
        }

        int shown = operation.SumCell >= 0 ? operation.SumCell : operation.LoadedChallenge;
        if (operation.Cap is BlockTable cap)
        {
            _output.Write(row, cap.FirstCell, cap.FirstCell, 0, defines: false);
            shown = operation.Position;
        }

        _value.Write(row, shown, shown, shown < 0 ? 0 : uses.Values[shown], operation.SumCell >= 0);
    }

    private static void WriteBlock(CellPort port, TraceRow row, int cell, bool defines, CircuitProgram program)
    {
        if (cell >= 0)
        {
            port.Write(row, cell, program.Parts.Entries[cell].Address, program.Uses.Blocks[cell], defines);
        }
    }

    private void WritePath(TraceRow row, PermutationRow operation, CircuitWitness witness)
    {
        row[_bit] = witness.PathBit(operation);
        if (operation.LeftIsEntry)
        {
            row[_position] = Element(witness.Program.Uses.Blocks[operation.Left] + witness.LookUps[operation.Left]);
        }
        else if (operation.Cap is BlockTable cap)
        {
            row[_entry] = KoalaBear.FromCanonical(witness.PositionOf(operation) & (uint)(cap.Count - 1));
            row[_position] = witness.Values[operation.Position].C0;
        }
        else if (operation.Position >= 0)
        {
            row[_position] = KoalaBear.FromCanonical(witness.PositionOf(operation) >> operation.PositionBit);
        }
    }

    private void WriteSums(Span<KoalaBear> row, Ext5 sum, Ext5 challenge)
    {
        Ext5 squared = challenge.Square();
        Write(row, _challenge, challenge);
        Write(row, _challengeSquared, squared);
        Write(row, _sum, sum);
        for (int i = 0; i < _partialSums.Length; i++)
        {
            int element = _permutation.Input[2 * i].Index;
            sum = (sum * squared) + (challenge * row[element]) + row[element + 1];
            Write(row, _partialSums[i], sum);
        }
    }

    private static void Write(Span<KoalaBear> row, ImmutableArray<Column> columns, Ext5 value)
    {
        int first = columns[0].Index;
        for (int k = 0; k < Ext5.Degree; k++)
        {
            row[first + k] = value[k];
        }
    }
}
