using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>
/// The duplex transcript over Poseidon2 inside a circuit, with the semantics of <see cref="Hashing.DuplexTranscript{TPermutation}"/>: the
/// same observations give the same challenges. What is observed between two challenges starts at a block's boundary; blocks that
/// keep to boundaries cost one row each, anything else also the rows that pack it.
/// </summary>
public sealed class CircuitTranscript
{
    private readonly CircuitBuilder _builder;
    private readonly List<PermutationRow> _rows;
    private readonly List<TranscriptItem> _observed = [];
    private Block _output;
    private int _outputCount;

    /// <summary>A transcript that has observed nothing.</summary>
    public CircuitTranscript(CircuitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _builder = builder;
        _rows = builder.NewSegment();
    }

    /// <summary>Observes a base value.</summary>
    public void Observe(Scalar value) => Add(TranscriptItem.Of(new PackItem(value.Cell, IsExtension: false)));

    /// <summary>Observes five coefficients, constant first.</summary>
    public void Observe(Extension value) => Add(TranscriptItem.Of(new PackItem(value.Cell, IsExtension: true)));

    /// <summary>Observes eight elements.</summary>
    public void Observe(Block block) => Add(new TranscriptItem(default, block.Cell, null));

    /// <summary>Observes extension values, by their blocks where they start at a boundary.</summary>
    public void Observe(PackedExtensions values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int whole = IsAligned ? values.Values.Length / PackGroup.BlockWidth * PackGroup.BlockWidth : 0;
        for (int i = 0; i < whole * Ext5.Degree / PackGroup.BlockWidth; i++)
        {
            Observe(values.Blocks[i]);
        }

        foreach (Extension value in values.Values.Skip(whole))
        {
            Observe(value);
        }
    }

    /// <summary>Takes the blocks of a table from the tape, fills the table with them and observes them in order.</summary>
    /// <exception cref="InvalidOperationException">The table is filled already.</exception>
    public void ObserveTable(BlockTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.IsFilled)
        {
            throw new InvalidOperationException("A table of blocks is filled once.");
        }

        table.IsFilled = true;
        bool aligned = IsAligned;
        for (int i = 0; i < table.Count; i++)
        {
            if (!aligned)
            {
                _builder.Append(_builder.LooseRows, _builder.EntryRow(table, i, PermutationEntry.Free));
            }

            Add(new TranscriptItem(default, table[i].Cell, aligned ? table : null));
        }

        if (aligned)
        {
            // The tape is read in the order of calls, so the rows cannot wait for the next challenge.
            Absorb();
        }
    }

    /// <summary>Draws a base value.</summary>
    public Scalar Sample()
    {
        Absorb();
        FlushPartial();
        if (_outputCount == 0)
        {
            Squeeze();
        }

        return _builder.Unpack(_output)[--_outputCount];
    }

    /// <summary>Draws an extension value: five base values, the constant coefficient first.</summary>
    public Extension SampleExtension()
    {
        Scalar[] coefficients = new Scalar[Ext5.Degree];
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = Sample();
        }

        return _builder.Combine(coefficients);
    }

    /// <summary>Draws a base value and takes it apart; n random bits are its n low bits.</summary>
    public Bits SampleBits() => _builder.Decompose(Sample());

    /// <summary>States that a proof of work is done: observes the witness, whose next sample must end in zeros.</summary>
    /// <param name="bits">Number of zero bits. With none nothing is observed and the witness must be zero.</param>
    /// <param name="witness">The witness.</param>
    public void AssertWork(int bits, Scalar witness)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 30);
        if (bits == 0)
        {
            _builder.AssertZero(witness);
            return;
        }

        Observe(witness);
        _builder.AssertZero(SampleBits().Low(bits));
    }

    private bool IsAligned => _observed.Sum(item => item.Width) % PackGroup.BlockWidth == 0;

    private void Add(TranscriptItem item)
    {
        _outputCount = 0;
        _observed.Add(item);
    }

    /// <summary>Absorbs all whole blocks that have been observed.</summary>
    private void Absorb()
    {
        int first = 0;
        while (first < _observed.Count)
        {
            if (_observed[first].IsBlock)
            {
                AbsorbBlock(_observed[first++]);
                continue;
            }

            int end = first;
            int width = 0;
            while (end < _observed.Count && (end == first || width % PackGroup.BlockWidth != 0))
            {
                width += _observed[end++].Width;
            }

            if (width % PackGroup.BlockWidth != 0)
            {
                break;
            }

            AbsorbPacked(_observed[first..end], PackGroup.BlockWidth);
            first = end;
        }

        _observed.RemoveRange(0, first);
    }

    /// <summary>Absorbs what is left, up to the last block, which is not whole and binds its length.</summary>
    private void FlushPartial()
    {
        if (_observed.Count > 0)
        {
            int width = _observed.Sum(item => item.Width);
            AbsorbPacked(_observed, width % PackGroup.BlockWidth);
            _observed.Clear();
        }
    }

    private void AbsorbPacked(IReadOnlyList<TranscriptItem> items, int lastLength)
    {
        List<PackItem> values = [];
        foreach (TranscriptItem item in items)
        {
            if (item.IsBlock)
            {
                values.AddRange(_builder.Unpack(new Block(item.BlockCell)).Select(scalar => new PackItem(scalar.Cell, IsExtension: false)));
            }
            else
            {
                values.Add(item.Value);
            }
        }

        ImmutableArray<Block> blocks = _builder.PackStream(values);
        for (int i = 0; i < blocks.Length; i++)
        {
            int length = i == blocks.Length - 1 ? lastLength : PackGroup.BlockWidth;
            Permute(new PermutationRow(Entry) { Left = blocks[i].Cell, BoundLength = length });
        }
    }

    private void AbsorbBlock(TranscriptItem item) => Permute(item.Table is BlockTable table
        ? _builder.EntryRow(table, item.BlockCell - table.FirstCell, Entry, PackGroup.BlockWidth)
        : new PermutationRow(Entry) { Left = item.BlockCell, BoundLength = PackGroup.BlockWidth });

    private void Squeeze() => Permute(_rows.Count == 0
        ? new PermutationRow(PermutationEntry.SpongeFirst) { Left = _builder.Constant(default(Hashing.Digest8)).Cell }
        : new PermutationRow(PermutationEntry.Squeeze));

    private PermutationEntry Entry => _rows.Count == 0 ? PermutationEntry.SpongeFirst : PermutationEntry.SpongeNext;

    private void Permute(PermutationRow row)
    {
        row.Output = _builder.NewBlockCell(null);
        _builder.Append(_rows, row);
        _output = new Block(row.Output);
        _outputCount = PackGroup.BlockWidth;
    }
}
