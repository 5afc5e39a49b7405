using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>One permutation a row, each overwriting the rate of the state before with a block that it receives; the new digest is sent.</summary>
internal sealed class SpongeColumns
{
    private const int ModeCount = 10;

    private readonly Poseidon2Columns _permutation;
    private readonly Column _bit;
    private readonly Column _index;
    private readonly Column _blockAddress;
    private readonly Column _digestAddress;
    private readonly ImmutableArray<Column> _modes;

    public SpongeColumns(TableBuilder table)
    {
        _permutation = new Poseidon2Columns(table.Columns.Scope("permutation"));
        _bit = table.Main("bit");
        _index = table.Main("index");
        _blockAddress = table.Preprocessed("block address");
        _digestAddress = table.Preprocessed("digest address");
        _modes = table.PreprocessedArray("mode", ModeCount);
        _permutation.Constrain(table.Always);
        Chain(table);
        table.AssertBool(_bit, "bit");
        table.AssertEqual(_modes[0] * _bit, _bit, "bits where the mode has them");
        table.When(table.IsTransition).AssertEqual(_index.Next, (_index * 2) + _bit, "index grows by a bit");
        table.When(table.IsFirst).AssertZero(_index, "index starts at zero");
        table.Receive(LastCircuitModel.Blocks, [_blockAddress, .. Rate(_permutation.Input)], 1);
        table.Send(LastCircuitModel.Blocks, [_digestAddress, .. Rate(_permutation.Output)], 1);
    }

    /// <summary>Addresses 2 i and 2 i + 1 belong to block and digest of row i.</summary>
    public void FillPreprocessed(FieldMatrix trace)
    {
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            values[_blockAddress] = LastCircuitModel.Element(2 * row);
            values[_digestAddress] = LastCircuitModel.Element((2 * row) + 1);
            for (int i = 0; i < ModeCount; i++)
            {
                values[_modes[i]] = i == row % (ModeCount / 2) || i == 0 ? KoalaBear.One : KoalaBear.Zero;
            }
        }
    }

    public void Fill(FieldMatrix trace, ReadOnlySpan<KoalaBear> data)
    {
        KoalaBear[] state = new KoalaBear[Poseidon2W16.StateWidth];
        KoalaBear index = KoalaBear.Zero;
        for (int row = 0; row < trace.Height; row++)
        {
            data.Slice(row * LastCircuitModel.DigestWidth, LastCircuitModel.DigestWidth).CopyTo(state);
            TraceRow values = new(trace, row);
            for (int i = 0; i < state.Length; i++)
            {
                values[_permutation.Input[i]] = state[i];
            }

            Poseidon2W16.Permute(state);
            KoalaBear bit = LastCircuitModel.Element(row & 1);
            values[_bit] = bit;
            values[_index] = index;
            index = index + index + bit;
        }

        _permutation.Fill(trace, 0, trace.Height);
    }

    /// <summary>The digest after each row.</summary>
    public KoalaBear[] Digests(FieldMatrix trace)
    {
        KoalaBear[] digests = new KoalaBear[trace.Height * LastCircuitModel.DigestWidth];
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            for (int i = 0; i < LastCircuitModel.DigestWidth; i++)
            {
                digests[(row * LastCircuitModel.DigestWidth) + i] = values[_permutation.Output[i]];
            }
        }

        return digests;
    }

    private static IEnumerable<Expr> Rate(ImmutableArray<Column> state) =>
        state.Take(LastCircuitModel.DigestWidth).Select(column => column.Local);

    private void Chain(TableBuilder table)
    {
        for (int i = 0; i < LastCircuitModel.DigestWidth; i++)
        {
            int capacity = LastCircuitModel.DigestWidth + i;
            Column input = _permutation.Input[capacity];
            table.When(table.IsFirst).AssertZero(input, FormattableString.Invariant($"capacity[{i}] starts at zero"));
            table.When(table.IsTransition).AssertEqual(
                input.Next, _permutation.Output[capacity], FormattableString.Invariant($"capacity[{i}] is kept"));
            table.When(table.IsLast).AssertEqual(
                _permutation.Output[i], table.PublicValue(i), FormattableString.Invariant($"digest[{i}] is the public one"));
        }
    }
}
