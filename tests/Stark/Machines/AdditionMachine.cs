using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

/// <summary>
/// Three tables of three heights: a chain that adds numbers to an accumulator (public start and end), an adder that proves each
/// 16-bit addition byte by byte, and a preprocessed table of all bytes that the adder looks its bytes up in. Unused rows of chain and
/// adder are padding.
/// </summary>
internal sealed class AdditionMachine
{
    public const int PublicValueCount = 2;

    private const int LogChain = 5;
    private const int LogAdder = 4;
    private const int LogBytes = 8;
    private const int ByteValues = 256;

    private readonly ChainColumns _chain;
    private readonly AdderColumns _adder;
    private readonly ByteColumns _bytes;

    public AdditionMachine()
    {
        TableBuilder chain = new("chain", LogChain);
        _chain = new ChainColumns(chain.Columns);
        _chain.Constrain(chain, AdditionsBus);
        TableBuilder adder = new("adder", LogAdder);
        _adder = new AdderColumns(adder.Columns);
        _adder.Constrain(adder, AdditionsBus, BytesBus);
        TableBuilder bytes = new("bytes", LogBytes);
        _bytes = new ByteColumns(bytes.Columns);
        bytes.Receive(BytesBus, [_bytes.Value], _bytes.Count, MultiplicityBound.Unbounded);
        Tables = [chain.Build(), adder.Build(), bytes.Build()];
    }

    public static Bus AdditionsBus { get; } = new("additions", 3);

    public static Bus BytesBus { get; } = new("bytes", 1);

    public ImmutableArray<Table> Tables { get; }

    /// <summary>Most additions that fit.</summary>
    public static int Capacity => 1 << LogAdder;

    /// <summary>The preprocessed traces by table, null where a table has none. The caller owns them.</summary>
    public FieldMatrix?[] Preprocessed()
    {
        FieldMatrix steps = FieldMatrix.Zeros(1 << LogChain, 1);
        for (int row = 0; row < steps.Height; row++)
        {
            steps[row, 0] = Element(row);
        }

        FieldMatrix bytes = FieldMatrix.Zeros(1 << LogBytes, 1);
        for (int value = 0; value < ByteValues; value++)
        {
            bytes[value, 0] = Element(value);
        }

        return [steps, null, bytes];
    }

    /// <summary>Main traces and public values for a start and some summands. The caller owns the traces.</summary>
    public (FieldMatrix[] Traces, KoalaBear[] PublicValues) Generate(ushort start, ReadOnlySpan<ushort> summands)
    {
        FieldMatrix chain = FieldMatrix.Zeros(1 << LogChain, Tables[0].MainWidth);
        FieldMatrix adder = FieldMatrix.Zeros(1 << LogAdder, Tables[1].MainWidth);
        FieldMatrix bytes = FieldMatrix.Zeros(1 << LogBytes, Tables[2].MainWidth);
        ushort accumulator = start;
        for (int row = 0; row < chain.Height; row++)
        {
            bool active = row < summands.Length;
            ushort summand = active ? summands[row] : (ushort)0;
            ushort sum = (ushort)(accumulator + summand);
            _chain.Fill(new TraceRow(chain, row), active, row, accumulator, summand, sum);
            if (active)
            {
                _adder.Fill(new TraceRow(adder, row), bytes, _bytes.Count, accumulator, summand);
            }

            accumulator = sum;
        }

        return ([chain, adder, bytes], [Element(start), Element(accumulator)]);
    }

    public TableTrace[] Combine(FieldMatrix[] traces, FieldMatrix?[] preprocessed) =>
        [.. Tables.Select((table, i) => new TableTrace(table, traces[i], preprocessed[i]))];

    private static KoalaBear Element(int value) => KoalaBear.FromCanonical((uint)value);

    private sealed class ChainColumns(ColumnScope columns)
    {
        private readonly Column _step = columns.Preprocessed("step");
        private readonly Column _active = columns.Main("active");
        private readonly Column _clock = columns.Main("clock");
        private readonly Column _accumulator = columns.Main("accumulator");
        private readonly Column _summand = columns.Main("summand");
        private readonly Column _sum = columns.Main("sum");

        public void Constrain(TableBuilder b, Bus additions)
        {
            b.AssertBool(_active, "active is a bit");
            b.AssertEqual(_clock, _step, "clock shows the step");
            ConstraintScope idle = b.When(1 - _active);
            idle.AssertZero(_summand, "nothing is added on idle rows");
            idle.AssertEqual(_sum, _accumulator, "idle rows keep the accumulator");
            ConstraintScope transition = b.When(b.IsTransition);
            transition.AssertEqual(_accumulator.Next, _sum, "the sum is handed on");
            transition.When(1 - _active).AssertZero(_active.Next, "idle rows are at the end");
            transition.AssertEqual(_clock.Next - _clock, _step.Next - _step, "the clock advances");
            b.When(b.IsFirst).AssertEqual(_accumulator, b.PublicValue(0), "starts at the first public value");
            b.When(b.IsLast).AssertEqual(_sum, b.PublicValue(1), "ends at the second public value");
            b.Receive(additions, [_accumulator, _summand, _sum], _active);
        }

        public void Fill(TraceRow row, bool active, int step, ushort accumulator, ushort summand, ushort sum)
        {
            row[_active] = Element(active ? 1 : 0);
            row[_clock] = Element(step);
            row[_accumulator] = Element(accumulator);
            row[_summand] = Element(summand);
            row[_sum] = Element(sum);
        }
    }

    private sealed class AdderColumns(ColumnScope columns)
    {
        private const int Radix = 256;

        private readonly Column _used = columns.Main("used");
        private readonly ImmutableArray<Column> _left = columns.MainArray("left", 2);
        private readonly ImmutableArray<Column> _right = columns.MainArray("right", 2);
        private readonly ImmutableArray<Column> _sum = columns.MainArray("sum", 2);
        private readonly ImmutableArray<Column> _carry = columns.MainArray("carry", 2);

        public void Constrain(TableBuilder b, Bus additions, Bus bytes)
        {
            b.AssertBool(_used, "used is a bit");
            Expr carryIn = 0;
            for (int i = 0; i < _sum.Length; i++)
            {
                b.AssertBool(_carry[i], FormattableString.Invariant($"carry[{i}] is a bit"));
                Expr total = _left[i] + _right[i] + carryIn;
                b.AssertEqual(total, _sum[i] + (Radix * _carry[i]), FormattableString.Invariant($"byte {i} adds up"));
                carryIn = _carry[i];
            }

            ConstraintScope used = b.When(_used);
            used.Send(additions, [Join(_left), Join(_right), Join(_sum)], 1);
            foreach (Column digit in (Column[])[.. _left, .. _right, .. _sum])
            {
                used.Send(bytes, [digit], 1);
            }
        }

        public void Fill(TraceRow row, FieldMatrix bytes, Column count, ushort left, ushort right)
        {
            row[_used] = KoalaBear.One;
            int carry = 0;
            for (int i = 0; i < _sum.Length; i++)
            {
                int a = (left >> (8 * i)) & (Radix - 1);
                int b = (right >> (8 * i)) & (Radix - 1);
                int total = a + b + carry;
                carry = total / Radix;
                row[_left[i]] = Element(a);
                row[_right[i]] = Element(b);
                row[_sum[i]] = Element(total % Radix);
                row[_carry[i]] = Element(carry);
                foreach (int digit in (int[])[a, b, total % Radix])
                {
                    new TraceRow(bytes, digit)[count] += KoalaBear.One;
                }
            }
        }

        private static Expr Join(ImmutableArray<Column> digits) => digits[0] + (Radix * digits[1]);
    }

    private sealed class ByteColumns(ColumnScope columns)
    {
        public Column Value { get; } = columns.Preprocessed("value");

        public Column Count { get; } = columns.Main("count");
    }
}
