namespace P2PProver.Fields.Tests;

public sealed class ExtDotTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 5, 0)]
    [InlineData(17, 16, 0)]
    [InlineData(33, 47, 3)]
    [InlineData(1025, 33, 0)]
    [InlineData(2050, 8, 5)]
    public void RowsAndColumns_AnyShape_AreTheNaiveSums(int height, int width, int padding)
    {
        Prng prng = new(77);
        FieldBufferPool pool = new();
        using FieldMatrix matrix = FieldMatrix.Rent(height, width, width + padding, pool);
        Ext5[] byRow = new Ext5[height];
        Ext5[] byColumn = new Ext5[width];
        Ext5[] weights = Draw(prng, height);
        Ext5[] coefficients = Draw(prng, width);
        for (int i = 0; i < height; i++)
        {
            prng.NextFields(matrix.Row(i));
            for (int j = 0; j < width; j++)
            {
                byRow[i] += coefficients[j] * matrix[i, j];
                byColumn[j] += weights[i] * matrix[i, j];
            }
        }

        foreach (int threads in (int[])[1, 2, 3])
        {
            Ext5[] rows = new Ext5[height];
            ExtDot.Rows(matrix, coefficients, rows, threads);
            rows.ShouldBe(byRow);
            Ext5[] columns = Draw(prng, width);
            ExtDot.Columns(matrix, weights, columns, threads);
            columns.ShouldBe(byColumn);
        }
    }

    [Fact]
    public void RowsAndColumns_SpansThatDoNotFit_AreRefused()
    {
        using FieldMatrix matrix = FieldMatrix.Zeros(4, 3);
        Should.Throw<ArgumentException>(() => ExtDot.Rows(matrix, new Ext5[4], new Ext5[4], 1));
        Should.Throw<ArgumentException>(() => ExtDot.Rows(matrix, new Ext5[3], new Ext5[3], 1));
        Should.Throw<ArgumentException>(() => ExtDot.Columns(matrix, new Ext5[3], new Ext5[3], 1));
        Should.Throw<ArgumentException>(() => ExtDot.Columns(matrix, new Ext5[4], new Ext5[4], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => ExtDot.Rows(matrix, new Ext5[3], new Ext5[4], 0));
    }

    private static Ext5[] Draw(Prng prng, int count)
    {
        Ext5[] values = new Ext5[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = prng.NextExt();
        }

        return values;
    }
}
