using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Row selectors and the inverse of the vanishing polynomial on a coset shift * H' of a subgroup larger than the trace's H. At x, with
/// Z(x) = x^N - 1 and g the generator of H: first Z / (x - 1), last Z / (x - 1/g), transition x - 1/g. Lane i of a vector is row i.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class RowSelectors<T>
    where T : unmanaged, IPacked<T>
{
    private readonly int _vectors;
    private readonly KoalaBear _shift;
    private readonly KoalaBear _generator;
    private readonly KoalaBear _lastRow;
    private readonly T _laneSteps;
    private readonly KoalaBear _vectorStep;
    private readonly T* _vanishing;
    private readonly T* _points;
    private readonly T* _prefixes;

    /// <summary>Prepares for a domain.</summary>
    /// <param name="logHeight">log2 of the trace's rows N.</param>
    /// <param name="logDomain">log2 of the domain's rows, at least as many.</param>
    /// <param name="shift">The coset's shift, outside the subgroups of order a power of two.</param>
    /// <param name="tile">Where the selectors go: columns first, last, transition.</param>
    /// <param name="workspace">Owner of the memory.</param>
    /// <param name="vectors">Vectors of a block; blocks start at multiples of its rows.</param>
    internal RowSelectors(int logHeight, int logDomain, KoalaBear shift, RowTile tile, Workspace workspace, int vectors)
    {
        _vectors = vectors;
        _shift = shift;
        _generator = KoalaBear.TwoAdicGenerator(logDomain);
        _lastRow = KoalaBear.TwoAdicGenerator(logHeight).Inverse();
        _laneSteps = LanePowers(_generator);
        _vectorStep = _generator.Pow((ulong)T.Lanes);
        _vanishing = workspace.Values<T>(vectors);
        InverseVanishing = workspace.Values<T>(vectors);
        _points = workspace.Values<T>(vectors);
        _prefixes = workspace.Values<T>(vectors);
        First = (T*)tile.Column(0);
        Last = (T*)tile.Column(1);
        Transition = (T*)tile.Column(2);
        FillVanishing(logHeight, logDomain);
    }

    /// <summary>Non-zero on the trace's first row.</summary>
    internal T* First { get; }

    /// <summary>Non-zero on the trace's last row.</summary>
    internal T* Last { get; }

    /// <summary>Zero on the trace's last row.</summary>
    internal T* Transition { get; }

    /// <summary>1 / Z; the same for every block.</summary>
    internal T* InverseVanishing { get; }

    /// <summary>Computes the selectors of the block that starts at a row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Compute(int firstRow)
    {
        // Both denominators of a vector are inverted together, and all vectors together by Montgomery's trick, lane by lane.
        // SAFETY: all arrays of this object have _vectors vectors.
        KoalaBear start = _shift * _generator.Pow((ulong)firstRow);
        T product = T.Broadcast(KoalaBear.One);
        T one = product;
        T last = T.Broadcast(_lastRow);
        for (nint v = 0; v < _vectors; v++)
        {
            T x = T.MulScalar(_laneSteps, start.Montgomery);
            start *= _vectorStep;
            _points[v] = x;
            _prefixes[v] = product;
            product *= (x - one) * (x - last);
        }

        T inverse = Inverse(product);
        for (nint v = _vectors - 1; v >= 0; v--)
        {
            T fromFirst = _points[v] - one;
            T fromLast = _points[v] - last;
            T scaled = inverse * _prefixes[v] * _vanishing[v];
            First[v] = scaled * fromLast;
            Last[v] = scaled * fromFirst;
            Transition[v] = fromLast;
            inverse *= fromFirst * fromLast;
        }
    }

    private static T LanePowers(KoalaBear generator)
    {
        // SAFETY: the load reads exactly the words that have been written.
        uint* words = stackalloc uint[T.Lanes];
        KoalaBear power = KoalaBear.One;
        for (int lane = 0; lane < T.Lanes; lane++)
        {
            words[lane] = power.Montgomery;
            power *= generator;
        }

        return T.Load(in words[0]);
    }

    /// <summary>The inverse by Fermat's exponent p - 2, all of whose 31 bits but the one at 2^24 are set.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Inverse(T value)
    {
        T result = value;
        for (int bit = 29; bit >= 0; bit--)
        {
            result *= result;
            if (((KoalaBear.Modulus - 2) >> bit & 1) != 0)
            {
                result *= value;
            }
        }

        return result;
    }

    /// <summary>Z takes as many values as the domain is larger than the trace, again and again; a block holds whole periods.</summary>
    private void FillVanishing(int logHeight, int logDomain)
    {
        int period = 1 << (logDomain - logHeight);
        KoalaBear shifted = _shift.Pow(1UL << logHeight);
        KoalaBear step = KoalaBear.TwoAdicGenerator(logDomain - logHeight);
        Span<KoalaBear> values = stackalloc KoalaBear[period];
        for (int i = 0; i < period; i++)
        {
            values[i] = shifted - KoalaBear.One;
            shifted *= step;
        }

        // SAFETY: a vector is Lanes words, so both arrays have a word a row of the block.
        uint* vanishing = (uint*)_vanishing;
        uint* inverses = (uint*)InverseVanishing;
        for (int row = 0; row < _vectors * T.Lanes; row++)
        {
            KoalaBear value = values[row % period];
            vanishing[row] = value.Montgomery;
            inverses[row] = value.Inverse().Montgomery;
        }
    }
}
