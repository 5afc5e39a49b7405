using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The permutation trace of a table: the accumulator acc, then the fractions f_j, five base columns each. On row 0 acc is 0, each
/// later acc is the one before plus that row's fractions, and the terminal is what a row after the last would hold. The sum of the
/// terminals of all tables is 0 exactly when the buses balance (up to the soundness error of LogUp).
/// </summary>
public static class PermutationTrace
{
    /// <summary>Computes the trace; the caller owns it. Results do not depend on the number of threads.</summary>
    /// <param name="table">A table with interactions.</param>
    /// <param name="main">Its main trace, in natural order.</param>
    /// <param name="preprocessed">Its preprocessed trace; null when it has none.</param>
    /// <param name="publicValues">The public values of the machine.</param>
    /// <param name="key">The key of the fingerprints.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="terminal">The sum of all fractions.</param>
    /// <exception cref="ArgumentException">A trace does not have the table's shape.</exception>
    /// <exception cref="DivideByZeroException">A fingerprint is zero, which happens with probability below rows * interactions / p^5.</exception>
    public static FieldMatrix Generate(
        Table table,
        FieldMatrix main,
        FieldMatrix? preprocessed,
        ReadOnlyMemory<KoalaBear> publicValues,
        FingerprintKey<Ext5> key,
        int threads,
        out Ext5 terminal)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(main);
        ArgumentNullException.ThrowIfNull(key);
        PermutationInputs inputs = new(table, main, preprocessed, publicValues, key);
        return Generate(SimdLevel.Current, inputs, threads, out terminal);
    }

    /// <summary>Computes with a given instruction set, for differential tests.</summary>
    internal static FieldMatrix Generate(InstructionSet level, PermutationInputs inputs, int threads, out Ext5 terminal)
    {
        if (!inputs.FitTable())
        {
            throw new ArgumentException($"The traces do not have the shape of table '{inputs.Table.Name}'.", nameof(inputs));
        }

        FieldMatrix trace = FieldMatrix.Rent(inputs.Table.Height, inputs.Table.PermutationWidth * Ext5.Degree);
        Ext5[] blockSums = new Ext5[PermutationAccumulator.Blocks(trace.Height)];
        Generation generation = new(inputs, trace, blockSums, threads);
        SimdLevel.Run(level, ref generation);
        terminal = PermutationAccumulator.AddPreceding(trace, blockSums, threads);
        return trace;
    }

    private readonly struct Generation(PermutationInputs inputs, FieldMatrix trace, Ext5[] blockSums, int threads) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            PermutationInputs source = inputs;
            FieldMatrix target = trace;
            Ext5[] sums = blockSums;
            BlockWorkers.Run(
                target.Height,
                PermutationAccumulator.BlockRows,
                threads,
                () => new PermutationWorker<T>(source, target),
                (worker, row) => sums[row / PermutationAccumulator.BlockRows] = worker.Generate(row));
        }
    }
}
