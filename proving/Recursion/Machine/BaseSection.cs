using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>One operation of the base field a row: out = factor a b + c + addend, with constants factor and addend.</summary>
internal sealed class BaseSection
{
    private static readonly string[] PortNames = ["a", "b", "c", "out"];

    private readonly ImmutableArray<Column> _operands;
    private readonly ImmutableArray<CellPort> _ports;
    private readonly Column _factor;
    private readonly Column _addend;

    public BaseSection(TableBuilder table)
    {
        ColumnScope columns = table.Columns.Scope("base");
        _operands = [.. PortNames.Select(columns.Main)];
        _ports = [.. PortNames.Select(name => new CellPort(columns, name))];
        _factor = columns.Preprocessed("factor");
        _addend = columns.Preprocessed("addend");
        Expr product = _factor * (_operands[0] * _operands[1]);
        table.AssertEqual(_operands[3], product + _operands[2] + _addend, "base result");
        for (int i = 0; i < _ports.Length; i++)
        {
            _ports[i].ConnectValue(table, [_operands[i]]);
        }
    }

    /// <summary>Writes the preprocessed columns of a row.</summary>
    public void WriteConstants(TraceRow row, in ArithmeticRow operation, CellUses uses)
    {
        row[_factor] = operation.Factor;
        row[_addend] = operation.Addend;
        for (ArithmeticPort port = ArithmeticPort.A; port < ArithmeticPort.None; port++)
        {
            int cell = operation.Cell(port);
            _ports[(int)port].Write(row, cell, cell, cell < 0 ? 0 : uses.Values[cell], port == operation.Defined);
        }
    }

    /// <summary>Writes the main columns of a row.</summary>
    public void Write(TraceRow row, in ArithmeticRow operation, ReadOnlySpan<Ext5> values)
    {
        for (ArithmeticPort port = ArithmeticPort.A; port < ArithmeticPort.None; port++)
        {
            int cell = operation.Cell(port);
            row[_operands[(int)port]] = values[cell >= 0 ? cell : operation.C].C0;
        }
    }
}
