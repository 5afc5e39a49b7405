using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Stark;

/// <summary>
/// A machine of the size of a recursion circuit: one Poseidon2 permutation a row with preprocessed selectors and addresses, three narrower
/// tables, and interactions on every row. Every tuple is sent and received on the same row, so the buses balance whatever the contents.
/// 503 committed columns in all.
/// </summary>
internal sealed class BusMachine
{
    private const int ExtraColumns = 21;
    private const int BlockWidth = 8;

    private readonly int _logHeight;
    private readonly Poseidon2Columns _permutation;

    public BusMachine(int logHeight)
    {
        _logHeight = logHeight;
        Bus blocks = new("blocks", 1 + BlockWidth);
        TableBuilder builder = new("permutation", logHeight);
        ImmutableArray<Column> addresses = builder.PreprocessedArray("address", 24);
        _permutation = new Poseidon2Columns(builder.Columns.Scope("permutation"));
        ImmutableArray<Column> extra = builder.MainArray("extra", ExtraColumns);
        _permutation.Constrain(builder.Always);
        builder.When(builder.IsTransition).AssertZero((extra[0].Next - extra[1]) * addresses[23], "chain");
        for (int i = 0; i < 5; i++)
        {
            Exchange(builder, blocks, addresses[i], [.. _permutation.Input.Skip(i).Take(BlockWidth)]);
        }

        Machine = new Machine(
            "buses",
            1,
            [
                builder.Build(),
                Arithmetic("dot", blocks, preprocessed: 20, main: 60, exchanges: 7),
                Arithmetic("extension", blocks, preprocessed: 16, main: 20, exchanges: 3),
                Arithmetic("base", blocks, preprocessed: 16, main: 12, exchanges: 3),
            ],
            publicValueCount: 0);
    }

    public Machine Machine { get; }

    public int PermutationsProven => 1 << _logHeight;

    public FieldMatrix?[] Preprocessed() => [.. Machine.Tables.Select((table, index) => Random(table.PreprocessedWidth, (ulong)index))];

    public FieldMatrix[] Traces(ulong seed)
    {
        FieldMatrix[] traces = [.. Machine.Tables.Select((table, index) => Random(table.MainWidth, seed + (ulong)index))];
        _permutation.Fill(traces[0], 0, traces[0].Height);

        // The chained column is the column before it, one row later.
        int first = traces[0].Width - ExtraColumns;
        for (int row = 1; row < traces[0].Height; row++)
        {
            traces[0][row, first] = traces[0][row - 1, first + 1];
        }

        foreach (FieldMatrix trace in traces.Skip(1))
        {
            for (int row = 0; row < trace.Height; row++)
            {
                for (int i = 0; i + 2 < trace.Width; i += 4)
                {
                    trace[row, i + 2] = trace[row, i] * trace[row, i + 1];
                }
            }
        }

        return traces;
    }

    private static void Exchange(TableBuilder builder, Bus bus, Column address, ImmutableArray<Column> values)
    {
        Expr[] tuple = [address, .. values.Select(value => value.Local)];
        builder.Send(bus, tuple, 1);
        builder.Receive(bus, tuple, 1);
    }

    private Table Arithmetic(string name, Bus bus, int preprocessed, int main, int exchanges)
    {
        TableBuilder builder = new(name, _logHeight);
        ImmutableArray<Column> addresses = builder.PreprocessedArray("address", preprocessed);
        ImmutableArray<Column> columns = builder.MainArray("value", main);
        for (int i = 0; i + 2 < main; i += 4)
        {
            builder.AssertEqual(columns[i] * columns[i + 1], columns[i + 2], FormattableString.Invariant($"product {i}"));
        }

        for (int i = 0; i < exchanges; i++)
        {
            int first = i * (main - BlockWidth) / exchanges;
            Exchange(builder, bus, addresses[i], columns.Slice(first, BlockWidth));
        }

        return builder.Build();
    }

    private FieldMatrix Random(int width, ulong seed)
    {
        FieldMatrix matrix = FieldMatrix.Rent(1 << _logHeight, width);
        new Prng(seed).NextFields(matrix.Elements);
        return matrix;
    }
}
