using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// The answers to queries in a circuit: a lane value is a cell for each query. Every query has rows and paths of its own, whatever it
/// shares with others in the proof.
/// </summary>
internal sealed partial class CircuitQueries : IQueryAlgebra<CircuitValue, CircuitCap, Extension[]>
{
    private readonly CircuitBuilder _builder;
    private readonly CircuitAlgebra _algebra;
    private readonly ProofShape _shape;
    private readonly Tape<ExpandedProof> _tape;
    private readonly Bits[] _bits;
    private readonly Extension _challenge;
    private readonly QuerySegment _segment;
    private readonly QueryPoints[] _points;
    private readonly PowerTable<CircuitValue, CircuitAlgebra> _powers;

    /// <summary>Prepares the answers.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="algebra">Its arithmetic.</param>
    /// <param name="shape">The shape of the proof.</param>
    /// <param name="tape">Takes note of rows and siblings.</param>
    /// <param name="challenge">The batching challenge.</param>
    /// <param name="bits">For each query the bits its index consists of.</param>
    public CircuitQueries(
        CircuitBuilder builder, CircuitAlgebra algebra, ProofShape shape, Tape<ExpandedProof> tape, CircuitValue challenge, Bits[] bits)
    {
        _builder = builder;
        _algebra = algebra;
        _shape = shape;
        _tape = tape;
        _bits = bits;
        _powers = new(algebra, challenge);
        _challenge = algebra.Cell(challenge);
        _segment = builder.BeginQueries(_challenge);
        _points = [.. bits.Select(index => new QueryPoints(builder, shape.Schedule, index))];
    }

    /// <inheritdoc/>
    public bool Contains(FriRound round, Extension[][] groups, Extension[] values)
    {
        using IDisposable label = _builder.Label($"fold to 2^{round.LogSizeAfter}");
        for (int query = 0; query < values.Length; query++)
        {
            Extension[] entries = [.. groups.Select(entry => entry[query])];
            for (int i = 0; i < round.LogArity - 1; i++)
            {
                // Bit i of the entry's number chooses between neighbours of what is left.
                Scalar bit = _bits[query][round.LogSizeAfter + i];
                Extension[] chosen = new Extension[entries.Length / 2];
                for (int j = 0; j < chosen.Length; j++)
                {
                    chosen[j] = _builder.Select(bit, entries[2 * j], entries[(2 * j) + 1]);
                }

                entries = chosen;
            }

            _builder.AssertSelect(_bits[query][round.LogSizeBefore - 1], entries[0], entries[1], values[query]);
        }

        return true;
    }

    /// <inheritdoc/>
    public Extension[] Points(int logSize, KoalaBear shift) => Each(query => _points[query].Point(logSize, shift));

    /// <inheritdoc/>
    public Extension[] InverseGroupPoints(FriRound round) => Each(query => _points[query].InverseGroupPoint(round));

    /// <inheritdoc/>
    public Extension[] Broadcast(CircuitValue value)
    {
        Extension cell = _algebra.Cell(value);
        return Each(_ => cell);
    }

    /// <inheritdoc/>
    public Extension[] MultiplyAdd(Extension[] a, Extension[] b, Extension[] c) => Each(i => _builder.MultiplyAdd(a[i], b[i], c[i]));

    /// <inheritdoc/>
    public Extension[] Multiply(Extension[] a, Extension[] b) => Each(i => _builder.Multiply(a[i], b[i]));

    /// <inheritdoc/>
    public Extension[] Scale(Extension[] a, KoalaBear factor)
    {
        Extension constant = _builder.Constant(factor);
        return Each(i => _builder.Multiply(a[i], constant));
    }

    /// <inheritdoc/>
    public Extension[] Subtract(Extension[] a, Extension[] b) => Each(i => _builder.Subtract(a[i], b[i]));

    /// <inheritdoc/>
    public Extension[] Quotient(Extension[] minuend, Extension[] subtrahend, Extension[] divisor) =>
        Each(i => _builder.Quotient(minuend[i], subtrahend[i], divisor[i]));

    /// <inheritdoc/>
    public Extension[] Fold(Extension[] low, Extension[] high, Extension[] scale, KoalaBear factor) =>
        Each(i => _builder.Fold(low[i], high[i], scale[i], factor));

    /// <inheritdoc/>
    public bool AreEqual(Extension[] left, Extension[] right)
    {
        using IDisposable label = _builder.Label("final polynomial");
        for (int i = 0; i < left.Length; i++)
        {
            _builder.AssertEqual(left[i], right[i]);
        }

        return true;
    }

    private Extension[] Each(Func<int, Extension> lane)
    {
        Extension[] lanes = new Extension[_bits.Length];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = lane(i);
        }

        return lanes;
    }
}
