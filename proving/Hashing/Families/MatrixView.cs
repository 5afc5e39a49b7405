using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// A row-major matrix of Montgomery words that somebody else owns and keeps in place: what batch hashing reads rows from.
/// Row i starts at word i * Stride.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly unsafe struct MatrixView
{
    /// <summary>A view of a whole matrix; it is good as long as the matrix is not disposed.</summary>
    public MatrixView(FieldMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Start = matrix.Pointer;
        Stride = matrix.Stride;
        Width = matrix.Width;
    }

    /// <summary>A view of memory that the caller keeps in place.</summary>
    public MatrixView(uint* start, nint stride, int width)
    {
        Start = start;
        Stride = stride;
        Width = width;
    }

    /// <summary>Row 0, column 0.</summary>
    public uint* Start { get; }

    /// <summary>Words from one row to the next.</summary>
    public nint Stride { get; }

    /// <summary>Number of columns.</summary>
    public int Width { get; }
}
