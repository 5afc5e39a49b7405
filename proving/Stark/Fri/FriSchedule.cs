namespace P2PProver.Stark;

/// <summary>
/// The folding schedule, a function of parameters and table heights alone: the largest arity in every round, except where a distinct
/// height or the end has to be hit exactly.
/// </summary>
public sealed class FriSchedule
{
    private FriSchedule(int logMaxSize, int logFinalSize, IReadOnlyList<FriRound> rounds)
    {
        LogMaxSize = logMaxSize;
        LogFinalSize = logFinalSize;
        Rounds = rounds;
    }

    /// <summary>log2 of the largest codeword's length, which is also the number of bits of a query index.</summary>
    public int LogMaxSize { get; }

    /// <summary>log2 of the length of the last codeword; its polynomial has 2^LogFinalLength coefficients.</summary>
    public int LogFinalSize { get; }

    /// <summary>The rounds, first fold first. Empty when the tallest table already has the final length.</summary>
    public IReadOnlyList<FriRound> Rounds { get; }

    /// <summary>Derives the schedule.</summary>
    /// <param name="parameters">Blow-up, arity and final length are read.</param>
    /// <param name="logHeights">log2 of the table heights, any order, repetitions allowed.</param>
    /// <exception cref="ArgumentException">No table, or a table shorter than the final polynomial: its reduced openings could never be added.</exception>
    public static FriSchedule Create(ProofParameters parameters, IEnumerable<int> logHeights)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        int end = parameters.LogBlowup + parameters.LogFinalLength;
        int[] sizes = [.. logHeights.Select(height => height + parameters.LogBlowup).Distinct().OrderDescending()];
        if (sizes.Length == 0 || sizes[^1] < end)
        {
            throw new ArgumentException("every table must be at least as high as the final polynomial is long", nameof(logHeights));
        }

        List<FriRound> rounds = [];
        int size = sizes[0];
        while (size > end)
        {
            int stop = sizes.Where(other => other < size).DefaultIfEmpty(end).First();
            int logArity = Math.Min(parameters.LogFoldingArity, size - stop);
            rounds.Add(new FriRound(size, logArity, sizes.Contains(size - logArity)));
            size -= logArity;
        }

        return new FriSchedule(sizes[0], end, rounds);
    }
}
