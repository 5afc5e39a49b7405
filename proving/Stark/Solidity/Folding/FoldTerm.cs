using System.Runtime.InteropServices;

namespace P2PProver.Stark.Solidity;

/// <summary>One constraint.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Node">Its value.</param>
/// <param name="EndsTable">Whether it is the table's last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoldTerm(int Table, int Node, bool EndsTable);
