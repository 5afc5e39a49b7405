using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The prover's evaluation of the quotient (sum of alpha^k c_k(x)) / Z(x), constraints ordered as in
/// <see cref="ConstraintFolder{T, TAlgebra}"/>, on the domain shift * H'' with |H''| = 2^(LogHeight + LogQuotientChunks), which is
/// every 2^(LogBlowup - LogQuotientChunks)-th row of the extension. Row i of the result belongs to the i-th point.
/// Results do not depend on the number of threads or the instruction set.
/// </summary>
public static class QuotientKernel
{
    /// <summary>Rows of a table's quotient domain.</summary>
    public static int Rows(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Height << table.LogQuotientChunks;
    }

    /// <summary>Evaluates the whole domain; the caller owns the result, a matrix of five columns.</summary>
    /// <exception cref="ArgumentException">The inputs do not have the table's shape.</exception>
    public static FieldMatrix Evaluate(QuotientInputs inputs, int threads) => Evaluate(SimdLevel.Current, inputs, threads);

    /// <summary>Evaluates with a given instruction set, for differential tests.</summary>
    /// <exception cref="ArgumentException">The inputs do not have the table's shape.</exception>
    public static FieldMatrix Evaluate(InstructionSet level, QuotientInputs inputs, int threads)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!inputs.FitTable())
        {
            throw new ArgumentException($"The inputs do not have the shape of table '{inputs.Table.Name}'.", nameof(inputs));
        }

        FieldMatrix quotient = FieldMatrix.Rent(Rows(inputs.Table), Ext5.Degree);
        Evaluation evaluation = new(inputs, quotient, threads);
        SimdLevel.Run(level, ref evaluation);
        return quotient;
    }

    private readonly struct Evaluation(QuotientInputs inputs, FieldMatrix quotient, int threads) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            QuotientInputs source = inputs;
            FieldMatrix target = quotient;
            BlockWorkers.Run(
                target.Height,
                QuotientWorker<T>.Layout(source).Rows,
                threads,
                () => new QuotientWorker<T>(source, target),
                (worker, row) => worker.Evaluate(row));
        }
    }
}
