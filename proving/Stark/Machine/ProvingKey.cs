using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// A verifying key with what a prover needs beside it: the preprocessed traces, their extensions and their tree, on one backend. Made once
/// per circuit and backend and used for every proof.
/// </summary>
public sealed class ProvingKey : IDisposable
{
    private ProvingKey(VerifyingKey verifyingKey, ImmutableArray<IDeviceMatrix?> traces, ImmutableArray<IDeviceMatrix?> extended, IDeviceTree? tree)
    {
        VerifyingKey = verifyingKey;
        PreprocessedTraces = traces;
        PreprocessedExtended = extended;
        PreprocessedTree = tree;
    }

    /// <summary>The verifying key.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>The preprocessed trace of each table, or null.</summary>
    public ImmutableArray<IDeviceMatrix?> PreprocessedTraces { get; }

    /// <summary>The extended preprocessed trace of each table, or null.</summary>
    public ImmutableArray<IDeviceMatrix?> PreprocessedExtended { get; }

    /// <summary>The tree over them, or null when no table has any.</summary>
    public IDeviceTree? PreprocessedTree { get; }

    /// <summary>Commits to the preprocessed values of a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="preprocessed">For each table its preprocessed trace, or null when it has none; ownership passes to the key.</param>
    /// <param name="backend">The backend proofs will be made on.</param>
    /// <exception cref="ArgumentException">A trace has the wrong size, or the machine does not fit the parameters.</exception>
    public static ProvingKey Create(
        Machine machine, ProofParameters parameters, IReadOnlyList<FieldMatrix?> preprocessed, IProverBackend backend)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(preprocessed);
        ArgumentNullException.ThrowIfNull(backend);
        ProofShape shape = new(parameters, machine.Shapes);
        CheckSizes(machine, preprocessed);
        ImmutableArray<IDeviceMatrix?> traces = [.. preprocessed.Select(matrix => matrix is null ? null : backend.Upload(matrix))];
        ImmutableArray<IDeviceMatrix?> extended =
            [.. traces.Select(trace => trace is null ? null : backend.Extend(trace, shape.Parameters.LogBlowup))];
        IDeviceTree? tree = extended.All(matrix => matrix is null)
            ? null
            : backend.Commit(parameters.Hash, [.. extended.OfType<IDeviceMatrix>()], parameters.CapHeight);
        VerifyingKey verifyingKey = new(machine, parameters, tree?.Cap ?? ImmutableArray<Digest8>.Empty);
        return new ProvingKey(verifyingKey, traces, extended, tree);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        PreprocessedTree?.Dispose();
        foreach (IDeviceMatrix? matrix in PreprocessedTraces.Concat(PreprocessedExtended))
        {
            matrix?.Dispose();
        }
    }

    private static void CheckSizes(Machine machine, IReadOnlyList<FieldMatrix?> preprocessed)
    {
        bool fits = preprocessed.Count == machine.Tables.Length;
        for (int i = 0; fits && i < preprocessed.Count; i++)
        {
            Table table = machine.Tables[i];
            fits = preprocessed[i] is FieldMatrix matrix
                ? matrix.Width == table.PreprocessedWidth && matrix.Height == table.Height
                : table.PreprocessedWidth == 0;
        }

        if (!fits)
        {
            throw new ArgumentException("There must be one preprocessed trace of the right size for each table that has one.", nameof(preprocessed));
        }
    }
}
