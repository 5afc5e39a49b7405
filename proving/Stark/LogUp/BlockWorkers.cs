using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Distributes blocks of rows over workers, each of which has memory of its own.</summary>
internal static class BlockWorkers
{
    private const int RangesPerThread = 8;

    /// <summary>Calls the body for the first row of every block.</summary>
    internal static void Run<TWorker>(int rows, int blockRows, int threads, Func<TWorker> create, Action<TWorker, int> body)
        where TWorker : IDisposable
    {
        int blocks = (rows + blockRows - 1) / blockRows;
        int ranges = Math.Min(blocks, threads == 1 ? 1 : threads * RangesPerThread);
        System.Collections.Concurrent.ConcurrentBag<TWorker> idle = [];
        try
        {
            ParallelLoop.Run(ranges, threads, range =>
            {
                TWorker worker = idle.TryTake(out TWorker? free) ? free : create();
                idle.Add(Blocks(worker, range, ranges, blocks, blockRows, body));
            });
        }
        finally
        {
            foreach (TWorker worker in idle)
            {
                worker.Dispose();
            }
        }
    }

    private static TWorker Blocks<TWorker>(
        TWorker worker, int range, int ranges, int blocks, int blockRows, Action<TWorker, int> body)
    {
        int end = (int)((long)blocks * (range + 1) / ranges);
        for (int block = (int)((long)blocks * range / ranges); block < end; block++)
        {
            body(worker, block * blockRows);
        }

        return worker;
    }
}
