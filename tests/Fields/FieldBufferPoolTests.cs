namespace P2PProver.Fields.Tests;

public sealed unsafe class FieldBufferPoolTests
{
    [Fact]
    public void Rent_AnyLength_IsAlignedAndCounted()
    {
        FieldBufferPool pool = new();
        using (FieldBuffer buffer = pool.Rent(100, clear: true))
        {
            ((nuint)buffer.Pointer % 64).ShouldBe((nuint)0);
            buffer.Length.ShouldBe((nint)100);
            buffer.Span.IndexOfAnyExcept(0u).ShouldBe(-1);
            pool.BytesInUse.ShouldBe(448);
        }

        pool.BytesInUse.ShouldBe(0);
        pool.BytesIdle.ShouldBe(448);
        pool.PeakBytes.ShouldBe(448);
        pool.Trim();
        pool.BytesIdle.ShouldBe(0);
    }

    [Fact]
    public void Rent_AfterReturn_ReusesAFittingBlockOnly()
    {
        FieldBufferPool pool = new();
        pool.Rent(1 << 12).Dispose();
        using FieldBuffer fits = pool.Rent((1 << 12) - 64);
        pool.BytesIdle.ShouldBe(0);
        using FieldBuffer tooSmall = pool.Rent(16);
        pool.PeakBytes.ShouldBe((4 << 12) + 64);
        fits.Dispose();
        using FieldBuffer wasteful = pool.Rent(1 << 10);
        pool.BytesIdle.ShouldBe(4 << 12);
    }

    [Fact]
    public void Rent_Cleared_IsZeroThoughTheBlockWasUsed()
    {
        FieldBufferPool pool = new();
        using (FieldBuffer first = pool.Rent(64))
        {
            first.Span.Fill(0xdeadbeef);
        }

        using FieldBuffer second = pool.Rent(64, clear: true);
        second.Span.IndexOfAnyExcept(0u).ShouldBe(-1);
    }

    [Fact]
    public void Dispose_Twice_ReturnsOnce()
    {
        FieldBufferPool pool = new();
        FieldBuffer buffer = pool.Rent(16);
        buffer.Dispose();
        buffer.Dispose();
        pool.BytesIdle.ShouldBe(64);
        pool.BytesInUse.ShouldBe(0);
    }

    [Fact]
    public void Pointer_AfterDispose_Throws()
    {
        FieldBuffer buffer = new FieldBufferPool().Rent(16);
        buffer.Dispose();
        Should.Throw<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Fact]
    public void Rent_NegativeLength_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new FieldBufferPool().Rent(-1));
    }

    [Fact]
    public void ResetPeak_WithNothingHeld_IsZero()
    {
        FieldBufferPool pool = new();
        pool.Rent(16).Dispose();
        pool.Trim();
        pool.ResetPeak();
        pool.PeakBytes.ShouldBe(0);
    }
}
