using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Powers of numbers that it receives: x^2 to x^12, each the product of two before.</summary>
internal sealed class BaseColumns
{
    private const int PowerCount = 12;

    private readonly ImmutableArray<Column> _powers;
    private readonly Column _address;

    public BaseColumns(TableBuilder table)
    {
        _powers = table.MainArray("power", PowerCount);
        _address = table.Preprocessed("address");
        for (int i = 1; i < PowerCount; i++)
        {
            table.AssertEqual(_powers[i], _powers[i / 2] * _powers[(i - 1) / 2], FormattableString.Invariant($"power[{i}]"));
        }

        table.Receive(LastCircuitModel.Numbers, [_address, _powers[0]], 1);
    }

    public void FillPreprocessed(FieldMatrix trace)
    {
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            values[_address] = LastCircuitModel.Element(ArithmeticColumns.ResultAddress(row));
        }
    }

    public void Fill(FieldMatrix trace, ReadOnlySpan<KoalaBear> numbers)
    {
        for (int row = 0; row < trace.Height; row++)
        {
            TraceRow values = new(trace, row);
            KoalaBear power = KoalaBear.One;
            for (int i = 0; i < PowerCount; i++)
            {
                power *= numbers[row];
                values[_powers[i]] = power;
            }
        }
    }
}
