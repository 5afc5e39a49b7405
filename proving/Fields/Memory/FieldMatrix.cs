using System.Runtime.InteropServices;

namespace P2PProver.Fields;

/// <summary>
/// A row-major matrix of KoalaBear elements in pooled native memory. Row i starts at word i * <see cref="Stride"/>;
/// the words from <see cref="Width"/> to the stride, if any, are never read as elements and may hold anything.
/// </summary>
/// <remarks>
/// The default stride is the width: no memory is spent on padding (proofs are bound by memory), rows of a coset lie together,
/// and five columns are a vector of <see cref="Ext5"/>. Kernels take the last columns with partial loads.
/// </remarks>
public sealed unsafe class FieldMatrix : IDisposable
{
    private readonly FieldBuffer _buffer;

    private FieldMatrix(FieldBuffer buffer, int height, int width, int stride)
    {
        _buffer = buffer;
        Height = height;
        Width = width;
        Stride = stride;
    }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Words from one row to the next, at least the width.</summary>
    public int Stride { get; }

    /// <summary>Words that the matrix spans: height times stride.</summary>
    public nint Words => (nint)Height * Stride;

    /// <summary>The Montgomery word of row 0, column 0.</summary>
    /// <exception cref="ObjectDisposedException">The matrix has been disposed.</exception>
    public uint* Pointer => _buffer.Pointer;

    /// <summary>All elements, row after row.</summary>
    /// <exception cref="InvalidOperationException">The stride is not the width, or a span cannot address all elements.</exception>
    public Span<KoalaBear> Elements
    {
        get
        {
            if (Stride != Width || Words > int.MaxValue)
            {
                throw new InvalidOperationException("Only a dense matrix of fewer than 2^31 elements is one span.");
            }

            return new(Pointer, (int)Words);
        }
    }

    /// <summary>The rows as extension elements.</summary>
    /// <exception cref="InvalidOperationException">The matrix is not dense or not five columns wide.</exception>
    public Span<Ext5> ExtElements => Width == Ext5.Degree
        ? MemoryMarshal.Cast<KoalaBear, Ext5>(Elements)
        : throw new InvalidOperationException("Only a matrix of five columns is a vector of extension elements.");

    public ref KoalaBear this[int row, int column] => ref Row(row)[column];

    /// <summary>A dense matrix whose elements are unspecified and must be written before they are read.</summary>
    public static FieldMatrix Rent(int height, int width)
    {
        return Rent(height, width, width, FieldBufferPool.Shared);
    }

    /// <summary>A matrix whose elements are unspecified and must be written before they are read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the stride is below the width.</exception>
    public static FieldMatrix Rent(int height, int width, int stride, FieldBufferPool pool)
    {
        return Rent(height, width, stride, pool, clear: false);
    }

    /// <summary>A dense matrix of zeros.</summary>
    public static FieldMatrix Zeros(int height, int width)
    {
        return Rent(height, width, width, FieldBufferPool.Shared, clear: true);
    }

    /// <summary>A dense copy of rows of the given width.</summary>
    /// <exception cref="ArgumentException">The number of elements is not a multiple of the width.</exception>
    public static FieldMatrix FromRows(ReadOnlySpan<KoalaBear> elements, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (elements.Length % width != 0)
        {
            throw new ArgumentException("The elements must fill whole rows.", nameof(elements));
        }

        FieldMatrix matrix = Rent(elements.Length / width, width);
        elements.CopyTo(matrix.Elements);
        return matrix;
    }

    /// <summary>A matrix of five columns that holds a vector of extension elements.</summary>
    public static FieldMatrix FromExt(ReadOnlySpan<Ext5> elements)
    {
        return FromRows(MemoryMarshal.Cast<Ext5, KoalaBear>(elements), Ext5.Degree);
    }

    /// <summary>The elements of one row.</summary>
    public Span<KoalaBear> Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Height);

        // SAFETY: the row is inside the matrix, whose buffer holds Height * Stride words, and elements are single words.
        return new(Pointer + ((nint)index * Stride), Width);
    }

    public void Dispose()
    {
        _buffer.Dispose();
    }

    private static FieldMatrix Rent(int height, int width, int stride, FieldBufferPool pool, bool clear)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, width);
        return new(pool.Rent((nint)height * stride, clear), height, width, stride);
    }
}
