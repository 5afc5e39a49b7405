using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Plain arithmetic on small square matrices, for constants that are derived once.</summary>
internal static class SquareMatrix
{
    /// <summary>M[i][j] = firstRow[(j - i) mod n].</summary>
    public static KoalaBear[,] Circulant(ReadOnlySpan<byte> firstRow)
    {
        int n = firstRow.Length;
        KoalaBear[,] matrix = new KoalaBear[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[i, j] = KoalaBear.FromCanonical(firstRow[(j - i + n) % n]);
            }
        }

        return matrix;
    }

    public static KoalaBear[,] Multiply(KoalaBear[,] a, KoalaBear[,] b)
    {
        int n = a.GetLength(0);
        KoalaBear[,] product = new KoalaBear[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    product[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return product;
    }

    /// <summary>The matrix times a column.</summary>
    public static KoalaBear[] Multiply(KoalaBear[,] matrix, KoalaBear[] column)
    {
        return [.. Enumerable.Range(0, column.Length).Select(i => Dot(column, k => matrix[i, k]))];
    }

    /// <summary>A row times the matrix.</summary>
    public static KoalaBear[] Multiply(KoalaBear[] row, KoalaBear[,] matrix)
    {
        return [.. Enumerable.Range(0, row.Length).Select(j => Dot(row, k => matrix[k, j]))];
    }

    /// <summary>The matrix without its first row and column.</summary>
    public static KoalaBear[,] WithoutFirst(KoalaBear[,] matrix)
    {
        int n = matrix.GetLength(0) - 1;
        KoalaBear[,] inner = new KoalaBear[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                inner[i, j] = matrix[i + 1, j + 1];
            }
        }

        return inner;
    }

    /// <summary>diag(1, inner).</summary>
    public static KoalaBear[,] Bordered(KoalaBear[,] inner)
    {
        int n = inner.GetLength(0);
        KoalaBear[,] matrix = new KoalaBear[n + 1, n + 1];
        matrix[0, 0] = KoalaBear.One;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[i + 1, j + 1] = inner[i, j];
            }
        }

        return matrix;
    }

    /// <summary>The inverse by elimination.</summary>
    /// <exception cref="DivideByZeroException">The matrix is singular.</exception>
    public static KoalaBear[,] Invert(KoalaBear[,] matrix)
    {
        int n = matrix.GetLength(0);
        KoalaBear[,] left = (KoalaBear[,])matrix.Clone();
        KoalaBear[,] right = new KoalaBear[n, n];
        for (int i = 0; i < n; i++)
        {
            right[i, i] = KoalaBear.One;
        }

        for (int column = 0; column < n; column++)
        {
            int pivot = column;
            while (pivot < n - 1 && left[pivot, column].IsZero)
            {
                pivot++;
            }

            ExchangeRows(left, right, pivot, column);
            Eliminate(left, right, column);
        }

        return right;
    }

    private static KoalaBear Dot(KoalaBear[] values, Func<int, KoalaBear> coefficient)
    {
        KoalaBear sum = KoalaBear.Zero;
        for (int k = 0; k < values.Length; k++)
        {
            sum += values[k] * coefficient(k);
        }

        return sum;
    }

    private static void ExchangeRows(KoalaBear[,] left, KoalaBear[,] right, int a, int b)
    {
        for (int j = 0; j < left.GetLength(0); j++)
        {
            (left[a, j], left[b, j]) = (left[b, j], left[a, j]);
            (right[a, j], right[b, j]) = (right[b, j], right[a, j]);
        }
    }

    /// <summary>Makes the pivot one and the rest of its column zero.</summary>
    private static void Eliminate(KoalaBear[,] left, KoalaBear[,] right, int column)
    {
        int n = left.GetLength(0);
        KoalaBear inverse = left[column, column].Inverse();
        for (int j = 0; j < n; j++)
        {
            left[column, j] *= inverse;
            right[column, j] *= inverse;
        }

        for (int i = 0; i < n; i++)
        {
            KoalaBear factor = i == column ? KoalaBear.Zero : left[i, column];
            for (int j = 0; j < n; j++)
            {
                left[i, j] -= factor * left[column, j];
                right[i, j] -= factor * right[column, j];
            }
        }
    }
}
