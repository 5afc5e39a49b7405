using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// The two buses of the machine. Every cell is sent once, as often as it is read, and read with multiplicity -1. Addresses and
/// multiplicities are preprocessed but for the entries of tables, so what balances for one address involves one sender.
/// </summary>
internal static class RecursionBuses
{
    /// <summary>Value cells: address, five coefficients.</summary>
    public static Bus Values { get; } = new("values", 1 + Ext5.Degree);

    /// <summary>Block cells: address, index in a table, eight elements.</summary>
    public static Bus Blocks { get; } = new("blocks", 2 + PackGroup.BlockWidth);
}
