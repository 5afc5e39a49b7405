namespace P2PProver.Fields;

/// <summary>Loops over independent work items on a bounded number of threads. Results must not depend on that number.</summary>
public static class ParallelLoop
{
    /// <summary>Runs the body for every index below count, on the calling thread alone when one thread is allowed.</summary>
    /// <param name="count">Number of work items.</param>
    /// <param name="threads">The most threads to use, at least one.</param>
    /// <param name="body">Called once for every index, concurrently and in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is not positive.</exception>
    public static void Run(int count, int threads, Action<int> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentNullException.ThrowIfNull(body);
        if (threads == 1 || count <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                body(i);
            }
        }
        else
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
        }
    }

    /// <summary>As <see cref="Run(int, int, Action{int})"/>, with a buffer for the body that no other thread uses meanwhile.</summary>
    /// <param name="count">Number of work items.</param>
    /// <param name="threads">The most threads to use, at least one.</param>
    /// <param name="scratchWords">Words of the buffer; its contents are unspecified at every call.</param>
    /// <param name="body">Called once for every index, concurrently and in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is not positive.</exception>
    public static void Run(int count, int threads, nint scratchWords, Action<int, FieldBuffer> body)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentNullException.ThrowIfNull(body);
        if (threads == 1 || count <= 1)
        {
            using FieldBuffer scratch = FieldBufferPool.Shared.Rent(scratchWords);
            for (int i = 0; i < count; i++)
            {
                body(i, scratch);
            }
        }
        else
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                () => FieldBufferPool.Shared.Rent(scratchWords),
                (i, _, scratch) =>
                {
                    body(i, scratch);
                    return scratch;
                },
                scratch => scratch.Dispose());
        }
    }
}
