using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The backend of a processor: several threads, the widest vectors it has, all matrices in pooled native memory. Peak memory of a proof is
/// that of the traces not yet freed, the extended matrices, their trees (64 bytes a row) and, for the tallest tables, some codewords.
/// </summary>
public sealed partial class CpuBackend : IProverBackend
{
    private readonly int _threads;

    /// <summary>A backend.</summary>
    /// <param name="threads">The most threads to use; results do not depend on it.</param>
    public CpuBackend(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        _threads = threads;
    }

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"cpu ({SimdLevel.Current}, {_threads} threads)");

    /// <inheritdoc/>
    public IDeviceMatrix Upload(FieldMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new CpuMatrix(matrix);
    }

    /// <inheritdoc/>
    public FieldMatrix Download(IDeviceMatrix matrix)
    {
        FieldMatrix source = CpuMatrix.Unwrap(matrix);
        return FieldMatrix.FromRows(source.Elements, source.Width);
    }

    /// <inheritdoc/>
    public IDeviceMatrix Extend(IDeviceMatrix trace, int logBlowup) =>
        new CpuMatrix(CosetLde.Extend(CpuMatrix.Unwrap(trace), logBlowup, KoalaBear.Generator, _threads));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Matrices are the caller's; the pool is the process's.
    }
}
