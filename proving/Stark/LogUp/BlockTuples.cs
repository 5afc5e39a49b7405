using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Signed multiplicities and fingerprints of a table's interactions for a block of rows, from what an interpreter left in columns and
/// registers. Elements that are the same on every row are put into the fingerprint's constant once.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class BlockTuples<T>
    where T : unmanaged, IPacked<T>
{
    private readonly int _vectors;
    private readonly Entry[] _entries;

    internal BlockTuples(
        Table table, AirProgram program, AirInterpreter<T> interpreter, FingerprintKey<Ext5> key, Workspace workspace, int vectors)
    {
        _vectors = vectors;
        _entries = new Entry[table.Interactions.Length];
        for (int i = 0; i < _entries.Length; i++)
        {
            _entries[i] = Bind(table.Interactions[i], program.Interactions[i], interpreter, key, workspace);
        }
    }

    /// <summary>The fingerprints of an interaction, after <see cref="Compute"/>.</summary>
    internal PackedExt5<T>* Fingerprints(int interaction) => _entries[interaction].Fingerprints;

    /// <summary>The multiplicities of an interaction, negated for a receiver, after <see cref="Compute"/>.</summary>
    internal T* Multiplicities(int interaction) => _entries[interaction].Multiplicities;

    /// <summary>Computes both for the block on which the interpreter ran last.</summary>
    internal void Compute()
    {
        // SAFETY: entries point to columns, registers and memory of this worker, all of them with a block's vectors.
        foreach (Entry entry in _entries)
        {
            FoldKernels<T>.WeightedSum(
                entry.Fingerprints, entry.Elements, entry.Weights, entry.ElementCount, entry.Constant, _vectors);
            if (entry.Negated is not null)
            {
                LogUpKernels<T>.Negate(entry.Multiplicities, entry.Negated, _vectors);
            }
        }
    }

    private Entry Bind(
        Interaction interaction,
        InteractionOperands operands,
        AirInterpreter<T> interpreter,
        FingerprintKey<Ext5> key,
        Workspace workspace)
    {
        Entry entry = new()
        {
            Fingerprints = workspace.Values<PackedExt5<T>>(_vectors),
            Elements = (T**)workspace.Values<nint>(operands.Values.Length),
            Weights = workspace.Words((nint)operands.Values.Length * Ext5.Degree),
            Constant = workspace.Words(Ext5.Degree),
        };
        Ext5 constant = key.BaseOf(interaction.Bus);
        for (int i = 0; i < operands.Values.Length; i++)
        {
            Ext5 weight = -key.Weight(interaction.Bus, i);
            AirOperand operand = operands.Values[i];
            if (operand.Kind == AirOperandKind.Uniform)
            {
                constant += weight * interpreter.Uniform(operand);
                continue;
            }

            entry.Elements[entry.ElementCount] = interpreter.Address(operand);
            Words.Write(weight, entry.Weights + (entry.ElementCount * Ext5.Degree));
            entry.ElementCount++;
        }

        Words.Write(constant, entry.Constant);
        BindMultiplicity(ref entry, interaction, operands.Multiplicity, interpreter, workspace);
        return entry;
    }

    private void BindMultiplicity(
        ref Entry entry, Interaction interaction, AirOperand operand, AirInterpreter<T> interpreter, Workspace workspace)
    {
        bool received = interaction.Direction == BusDirection.Receive;
        if (operand.Kind == AirOperandKind.Uniform)
        {
            KoalaBear value = interpreter.Uniform(operand);
            entry.Multiplicities = workspace.Values<T>(_vectors);
            new Span<T>(entry.Multiplicities, _vectors).Fill(T.Broadcast(received ? -value : value));
        }
        else if (received)
        {
            entry.Multiplicities = workspace.Values<T>(_vectors);
            entry.Negated = interpreter.Address(operand);
        }
        else
        {
            entry.Multiplicities = interpreter.Address(operand);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public PackedExt5<T>* Fingerprints;
        public T** Elements;
        public uint* Weights;
        public uint* Constant;
        public nint ElementCount;
        public T* Multiplicities;
        public T* Negated;
    }
}
