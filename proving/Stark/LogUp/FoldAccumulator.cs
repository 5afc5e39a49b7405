using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Folds constraint values with powers of alpha while an interpreter produces them: outputs go round a ring of eight, and every
/// eighth is followed by a step that adds the ring's values, weighted, to the block's accumulators. Values so stay in the first-level
/// cache, and each product is reduced once for the whole block instead of once a constraint, as Horner's rule would.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class FoldAccumulator<T> : IOutputSink<T>
    where T : unmanaged, IPacked<T>
{
    private const int RingSize = FoldKernels<T>.MaxValues;

    private readonly int _vectors;
    private readonly int _outputs;
    private readonly T* _ring;
    private readonly T* _accumulators;
    private readonly uint* _weights;

    /// <summary>Prepares for a table.</summary>
    /// <param name="workspace">Owner of the memory.</param>
    /// <param name="alphaPowers">The weight of every constraint, those of LogUp last.</param>
    /// <param name="outputs">How many of them are outputs of the program.</param>
    /// <param name="vectors">Vectors of a block.</param>
    internal FoldAccumulator(Workspace workspace, ReadOnlySpan<Ext5> alphaPowers, int outputs, int vectors)
    {
        _vectors = vectors;
        _outputs = outputs;
        _ring = workspace.Values<T>((nint)RingSize * vectors);
        _accumulators = workspace.Values<T>(((nint)FoldKernels<T>.AccumulatorSize * vectors) + FoldKernels<T>.ScratchSize);

        // The weights of an incomplete last round of the ring stay zero and so hide what an earlier block left there.
        int rounded = (outputs + RingSize - 1) / RingSize * RingSize;
        _weights = workspace.Words((nint)rounded * Ext5.Degree);
        for (int i = 0; i < outputs; i++)
        {
            Words.Write(alphaPowers[i], _weights + (i * Ext5.Degree));
        }
    }

    public T* Slot(int output) => _ring + ((nint)(output % RingSize) * _vectors);

    public BoundInstruction? After(int output)
    {
        bool full = output % RingSize == RingSize - 1;
        if (!full && output != _outputs - 1)
        {
            return null;
        }

        int first = output / RingSize * RingSize;
        return new BoundInstruction
        {
            Kernel = &FoldKernels<T>.Step,
            D = _accumulators,
            A = _ring,
            B = _weights + (first * Ext5.Degree),
            C = (void*)(nint)_vectors,
            K = (uint)(output - first + 2) / 2,
        };
    }

    /// <summary>Starts a block.</summary>
    internal void Clear()
    {
        // SAFETY: the accumulators take that many bytes, and more memory follows them.
        Unsafe.InitBlock(_accumulators, 0, (uint)(FoldKernels<T>.AccumulatorSize * _vectors * sizeof(T)));
    }

    /// <summary>Adds extension values: a coefficient at X^i counts as a base field value whose weight is alpha^k X^i.</summary>
    /// <param name="values">One a vector of rows, and readable for one register more.</param>
    /// <param name="weights">Thirty words, see <see cref="ExtWeights"/>.</param>
    internal void Add(PackedExt5<T>* values, uint* weights)
    {
        const int Pairs = (Ext5Weights + 1) / 2;
        FoldKernels<T>.Accumulate(_accumulators, (T*)values, 1, Ext5Weights, weights, Pairs, _vectors);
    }

    /// <summary>The block's folded values, each multiplied by a factor.</summary>
    internal void Reduce(T* factors, PackedExt5<T>* destination) =>
        FoldKernels<T>.Reduce(_accumulators, factors, destination, _vectors);

    /// <summary>Writes the weights of an extension value: weight * X^i for i below 5, and zero for the register after it.</summary>
    internal static uint* ExtWeights(Workspace workspace, Ext5 weight)
    {
        uint* words = workspace.Words((Ext5Weights + 1) * Ext5.Degree);
        for (int i = 0; i < Ext5Weights; i++)
        {
            Words.Write(weight * VerifierFolding.Basis[i], words + (i * Ext5.Degree));
        }

        return words;
    }

    private const int Ext5Weights = 5;
}
