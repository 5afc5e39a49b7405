using P2PProver.Fields;

namespace P2PProver.Stark;

/// <content>Permutation traces and quotients.</content>
public sealed partial class CpuBackend
{
    /// <inheritdoc/>
    public IDeviceMatrix Permutation(LookupRequest request, out Ext5 terminal)
    {
        ArgumentNullException.ThrowIfNull(request);
        FieldMatrix trace = PermutationTrace.Generate(
            request.Table,
            CpuMatrix.Unwrap(request.Main),
            request.Preprocessed is null ? null : CpuMatrix.Unwrap(request.Preprocessed),
            request.PublicValues,
            request.Fingerprints,
            _threads,
            out terminal);
        return new CpuMatrix(trace);
    }

    /// <inheritdoc/>
    public IDeviceMatrix Quotient(QuotientRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        QuotientInputs inputs = new()
        {
            Table = request.Table,
            LogBlowup = request.LogBlowup,
            Main = CpuMatrix.Unwrap(request.Main),
            Preprocessed = request.Preprocessed is null ? null : CpuMatrix.Unwrap(request.Preprocessed),
            Permutation = request.Permutation is null ? null : CpuMatrix.Unwrap(request.Permutation),
            PublicValues = request.PublicValues,
            Key = request.Fingerprints,
            Terminal = request.Terminal,
            Alpha = request.Challenge,
        };
        using FieldMatrix values = QuotientKernel.Evaluate(inputs, _threads);
        return new CpuMatrix(ExtendChunks(values, request.Table, request.LogBlowup));
    }

    /// <summary>
    /// From values on the quotient domain to the extended chunks. Coefficient i + kN of the quotient is coefficient i of chunk k.
    /// </summary>
    private FieldMatrix ExtendChunks(FieldMatrix values, Table table, int logBlowup)
    {
        if (values.Height == table.Height)
        {
            // A single chunk is known on the coset 3 H; relative to it the evaluation coset has the shift 1.
            return CosetLde.Extend(values, logBlowup, KoalaBear.One, _threads);
        }

        using FieldMatrix coefficients = CosetLde.InverseTransform(values, KoalaBear.Generator, _threads);
        int chunks = values.Height / table.Height;
        using FieldMatrix split = FieldMatrix.Rent(table.Height, chunks * Ext5.Degree);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            for (int row = 0; row < table.Height; row++)
            {
                coefficients.Row((chunk * table.Height) + row).CopyTo(split.Row(row)[(chunk * Ext5.Degree)..]);
            }
        }

        using FieldMatrix onTraceDomain = CosetLde.Transform(split, KoalaBear.One, _threads);
        return CosetLde.Extend(onTraceDomain, logBlowup, KoalaBear.Generator, _threads);
    }
}
