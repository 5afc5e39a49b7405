using System.Numerics;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// Leaf over one machine, and Merge over both, at the least height at which Merge can verify itself. The same machine, key, parameters and
/// layout always give the same circuits.
/// </summary>
public sealed class RecursionCircuits
{
    private const int LogHeightMax = 20;

    private RecursionCircuits(VerifyingKey childKey, StatementLayout layout, ProofParameters parameters, LeafCircuit leaf, MergeCircuit merge, RecursionMachine machine)
    {
        ChildKey = childKey;
        Layout = layout;
        Parameters = parameters;
        Leaf = leaf;
        Merge = merge;
        Machine = machine;
    }

    /// <summary>The key of the machine whose proofs are merged.</summary>
    public VerifyingKey ChildKey { get; }

    /// <summary>The public values.</summary>
    public StatementLayout Layout { get; }

    /// <summary>The parameter set of the proofs of Leaf and Merge.</summary>
    public ProofParameters Parameters { get; }

    /// <summary>The machine that proves both circuits: their tables are the same but for preprocessed values.</summary>
    public RecursionMachine Machine { get; }

    /// <summary>The rows of Leaf.</summary>
    public CircuitProgram LeafProgram => Leaf.Program;

    /// <summary>The rows of Merge.</summary>
    public CircuitProgram MergeProgram => Merge.Program;

    /// <summary>log2 of the rows of the machine's table.</summary>
    public int LogHeight => Machine.Machine.Tables[0].LogHeight;

    internal LeafCircuit Leaf { get; }

    internal MergeCircuit Merge { get; }

    /// <summary>Writes the circuits down.</summary>
    /// <param name="childKey">The key of the machine whose proofs are merged.</param>
    /// <param name="layout">The public values.</param>
    /// <param name="parameters">The parameter set of the proofs of Leaf and Merge.</param>
    /// <param name="progress">Told what is being done, or null.</param>
    /// <param name="cancellation">Ends the work between circuits.</param>
    /// <exception cref="ArgumentException">
    /// The machine has other public values than the layout, its proofs are not over Poseidon2, or no height is enough.
    /// </exception>
    public static RecursionCircuits Create(
        VerifyingKey childKey,
        StatementLayout layout,
        ProofParameters parameters,
        IProgress<CircuitStep>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(childKey);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(parameters);
        progress?.Report(CircuitStep.DescribingLeaf);
        LeafCircuit leaf = new(childKey, layout);
        progress?.Report(CircuitStep.DescribingMerge);
        for (int logHeight = LogOf(leaf.Program.Rows); logHeight <= LogHeightMax; logHeight++)
        {
            cancellation.ThrowIfCancellationRequested();
            RecursionMachine machine = new(logHeight, layout.Count);
            MergeCircuit? merge = machine.Fits(leaf.Program) ? new MergeCircuit(Template(machine.Machine, parameters), layout) : null;
            if (merge is not null && machine.Fits(merge.Program))
            {
                return new RecursionCircuits(childKey, layout, parameters, leaf, merge, machine);
            }
        }

        throw new ArgumentException("Merge cannot verify itself at any height: too many queries.", nameof(parameters));
    }

    /// <summary>A key of a machine whose preprocessed cap means nothing: all that Merge knows of its children's keys.</summary>
    internal static VerifyingKey Template(Machine machine, ProofParameters parameters) =>
        new(machine, parameters, [.. new Digest8[1 << parameters.CapHeight]]);

    private static int LogOf(int rows) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)rows + 1));
}
