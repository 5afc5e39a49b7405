using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>Which rows of a matrix the rows of a cyclic evaluation domain are, from some row of the domain on.</summary>
/// <param name="First">The domain row that is row 0 here.</param>
/// <param name="Height">Rows of the domain, a power of two.</param>
/// <param name="MatrixStep">Matrix rows from one domain row to the next.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowMap(int First, int Height, int MatrixStep)
{
    /// <summary>The matrix row of a domain row counted from <see cref="First"/>; the domain wraps around.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int MatrixRow(int row) => ((First + row) & (Height - 1)) * MatrixStep;
}
