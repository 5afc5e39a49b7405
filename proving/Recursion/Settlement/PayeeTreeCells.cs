using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>
/// The list of payees inside a circuit: private, zero where a position does not exist, with its attribution and its evaluation. That
/// positions that do exist are paid to somebody follows from the proofs that the attribution covers.
/// </summary>
internal sealed class PayeeTreeCells
{
    private readonly CircuitBuilder _builder;
    private readonly Scalar[] _exists;
    private readonly Scalar[][] _limbs;

    private PayeeTreeCells(CircuitBuilder builder, Scalar[] exists, Scalar[][] limbs)
    {
        _builder = builder;
        _exists = exists;
        _limbs = limbs;
    }

    /// <summary>Takes flags and limbs from the tape and states what belongs together.</summary>
    /// <param name="builder">The circuit.</param>
    /// <param name="tape">Takes note of flags and limbs.</param>
    /// <param name="shardCount">Number of shards; other numbers than 1 to 64 satisfy nothing.</param>
    public static PayeeTreeCells Input(CircuitBuilder builder, Tape<ShrinkWitness> tape, Scalar shardCount)
    {
        Scalar[] exists = tape.Take(
            () => InputScalars(builder, PayeeTree.MaxShards),
            (witness, elements) => elements[..Math.Min(witness.Root.Statement.ShardCount, elements.Length)].Fill(KoalaBear.One));
        Scalar[][] limbs = tape.Take<Scalar[][]>(
            () => [.. Enumerable.Range(0, PayeeTree.PositionCount).Select(_ => InputScalars(builder, Payee.LimbCount))],
            (witness, elements) => witness.Payees.SelectMany(payee => payee.ToLimbs()).ToArray().CopyTo(elements));
        PayeeTreeCells cells = new(builder, exists, limbs);
        cells.CheckFlags(shardCount);
        cells.CheckAbsent();
        return cells;
    }

    /// <summary>The attribution of the root.</summary>
    public ImmutableArray<Scalar> Attribution()
    {
        using IDisposable label = _builder.Label("attribution");
        Block[] digests = [.. Enumerable.Range(0, PayeeTree.MaxShards).Select(shard => PayeeAt(0, shard).OfLeaf(_builder.Constant(shard)))];
        for (int level = 1; level <= PayeeTree.LogMaxShards; level++)
        {
            Block[] parents = new Block[digests.Length / 2];
            for (int i = 0; i < parents.Length; i++)
            {
                Block merged = PayeeAt(level, i).OfMerge(digests[2 * i], digests[(2 * i) + 1]);
                parents[i] = Select(_exists[PayeeTree.LastNeeded(level, i)], digests[2 * i], merged);
            }

            digests = parents;
        }

        return _builder.Unpack(digests[0]);
    }

    /// <summary>The evaluation of all limbs at a point.</summary>
    public Extension Evaluate(Extension point)
    {
        Extension sum = _builder.Zero;
        foreach (Scalar limb in _limbs.SelectMany(limbs => limbs))
        {
            sum = _builder.MultiplyAdd(sum, point, limb);
        }

        return sum;
    }

    private static Scalar[] InputScalars(CircuitBuilder builder, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => builder.InputScalar())];

    private PayeeCells PayeeAt(int level, int index) => PayeeCells.Of(_builder, _limbs[PayeeTree.PlaceOf(level, index)]);

    /// <summary>Flag k says that there are more than k shards: ones, then zeros, as many ones as shards, and shard 0 exists.</summary>
    private void CheckFlags(Scalar shardCount)
    {
        using IDisposable label = _builder.Label("shards");
        _builder.AssertEqual(_exists[0], _builder.One);
        Scalar sum = _exists[0];
        for (int k = 1; k < _exists.Length; k++)
        {
            _builder.AssertBool(_exists[k]);
            _builder.AssertMultiplyAdd(_exists[k], _exists[k - 1], _builder.Zero, _exists[k]);
            sum = _builder.Add(sum, _exists[k]);
        }

        _builder.AssertEqual(sum, shardCount);
    }

    private void CheckAbsent()
    {
        for (int level = 0; level <= PayeeTree.LogMaxShards; level++)
        {
            for (int index = 0; index < PayeeTree.MaxShards >> level; index++)
            {
                using IDisposable label = _builder.Label($"position {level}, {index}");
                foreach (Scalar limb in _limbs[PayeeTree.PlaceOf(level, index)])
                {
                    _builder.AssertMultiplyAdd(limb, _exists[PayeeTree.LastNeeded(level, index)], _builder.Zero, limb);
                }
            }
        }
    }

    private Block Select(Scalar bit, Block whenClear, Block whenSet)
    {
        ImmutableArray<Scalar> clear = _builder.Unpack(whenClear);
        ImmutableArray<Scalar> set = _builder.Unpack(whenSet);
        Scalar[] elements = [.. clear.Select((element, i) => _builder.Select(bit, element, set[i]))];
        return _builder.Pack(elements);
    }
}
