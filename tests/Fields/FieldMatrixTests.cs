namespace P2PProver.Fields.Tests;

public sealed class FieldMatrixTests
{
    [Fact]
    public void Row_WithAStride_AreTheRightWords()
    {
        FieldBufferPool pool = new();
        using FieldMatrix matrix = FieldMatrix.Rent(3, 5, 8, pool);
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 5; column++)
            {
                matrix[row, column] = KoalaBear.Reduce((ulong)((10 * row) + column));
            }
        }

        matrix.Words.ShouldBe((nint)24);
        matrix.Row(2)[4].ToCanonical().ShouldBe(24u);
        unsafe
        {
            KoalaBear.FromMontgomery(matrix.Pointer[(1 * 8) + 3]).ToCanonical().ShouldBe(13u);
        }

        Should.Throw<InvalidOperationException>(() => matrix.Elements.Length);
        Should.Throw<ArgumentOutOfRangeException>(() => matrix.Row(3).Length);
        Should.Throw<ArgumentOutOfRangeException>(() => matrix.Row(-1).Length);
    }

    [Fact]
    public void FromExt_Vector_IsAMatrixOfFiveColumns()
    {
        Prng prng = new(3);
        Ext5[] values = [prng.NextExt(), prng.NextExt(), prng.NextExt()];
        using FieldMatrix matrix = FieldMatrix.FromExt(values);
        matrix.Height.ShouldBe(3);
        matrix.Width.ShouldBe(5);
        matrix.ExtElements.ToArray().ShouldBe(values);
        matrix[1, 4].ShouldBe(values[1].C4);
    }

    [Fact]
    public void ExtElements_OtherWidth_IsRefused()
    {
        using FieldMatrix matrix = FieldMatrix.Zeros(2, 6);
        Should.Throw<InvalidOperationException>(() => matrix.ExtElements.Length);
    }

    [Fact]
    public void Rent_ImpossibleShape_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FieldMatrix.Rent(-1, 4));
        Should.Throw<ArgumentOutOfRangeException>(() => FieldMatrix.Rent(1, -4));
        Should.Throw<ArgumentOutOfRangeException>(() => FieldMatrix.Rent(1, 8, 7, FieldBufferPool.Shared));
        Should.Throw<ArgumentException>(() => FieldMatrix.FromRows(new KoalaBear[7], 2));
    }
}
