using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>A place of a section that sends or reads a cell: the preprocessed address and multiplicity, positive where it defines the cell.</summary>
internal sealed class CellPort
{
    public CellPort(ColumnScope columns, string name)
    {
        Address = columns.Preprocessed($"{name} address");
        Times = columns.Preprocessed($"{name} times");
    }

    public Column Address { get; }

    public Column Times { get; }

    /// <summary>Joins the port to the bus of values; missing upper coefficients are zero.</summary>
    public void ConnectValue(TableBuilder table, ReadOnlySpan<Expr> coefficients)
    {
        Expr[] tuple = new Expr[RecursionBuses.Values.TupleWidth];
        Array.Fill(tuple, (Expr)0);
        tuple[0] = Address;
        coefficients.CopyTo(tuple.AsSpan(1));
        table.Send(RecursionBuses.Values, tuple, Times, MultiplicityBound.Unbounded);
    }

    /// <summary>Joins the port to the bus of blocks.</summary>
    /// <param name="table">The table.</param>
    /// <param name="index">The index in a table of blocks.</param>
    /// <param name="elements">Eight elements.</param>
    /// <param name="added">Added to the preprocessed multiplicity.</param>
    public void ConnectBlock(TableBuilder table, Expr index, ImmutableArray<Expr> elements, Expr added = default) =>
        table.Send(RecursionBuses.Blocks, [Address, index, .. elements], Times + added, MultiplicityBound.Unbounded);

    /// <summary>Writes the port of a row; a port without a cell stays zero.</summary>
    /// <param name="row">The row of the preprocessed trace.</param>
    /// <param name="cell">The cell or <see cref="CircuitBuilder.NoCell"/>.</param>
    /// <param name="address">The cell's address.</param>
    /// <param name="reads">How often the cell is read.</param>
    /// <param name="defines">Whether this port defines it.</param>
    public void Write(TraceRow row, int cell, int address, int reads, bool defines)
    {
        if (cell >= 0)
        {
            row[Address] = KoalaBear.FromCanonical((uint)address);
            row[Times] = defines ? KoalaBear.FromCanonical((uint)reads) : -KoalaBear.One;
        }
    }
}
