using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// Merge: two proofs of Leaf or Merge are valid, under keys that are in the list whose digest is allowed; they are of neighbouring runs of
/// shards of one batch, each starts where the one before it ends, and somebody is paid.
/// </summary>
internal sealed class MergeCircuit
{
    private readonly CircuitBuilder _builder;
    private readonly StatementLayout _layout;
    private readonly Tape<MergeWitness> _tape;
    private readonly StatementCells _own;
    private readonly ProofCircuit _left;
    private readonly ProofCircuit _right;

    /// <summary>Builds the circuit.</summary>
    /// <param name="key">A key of the recursion machine; the preprocessed cap in it is not looked at.</param>
    /// <param name="layout">The statement.</param>
    public MergeCircuit(VerifyingKey key, StatementLayout layout)
    {
        CircuitBuilder builder = new(layout.Count);
        _builder = builder;
        _layout = layout;
        _tape = new(builder);
        _own = new(builder, layout);
        Side left = InputSide(witness => witness.LeftStatement);
        Side right = InputSide(witness => witness.RightStatement);
        using (builder.Label("shards"))
        {
            // Each side's count is in range by its own proof, so the sum does not wrap around.
            builder.AssertMultiplyAdd(left.Count, builder.One, right.Count, _own.ShardCount);
        }

        using (builder.Label("range of shards"))
        {
            _ = builder.RangeCheck(_own.ShardCount, Statement.ShardBits);
        }

        PayeeCells payee = PayeeCells.Input(builder, _tape, witness => witness.Payee);
        _own.AssertAttribution(payee.OfMerge(left.Attribution, right.Attribution));
        Scalar[] middle = InputMiddle();
        _left = State("left", key, Values(left, _own.FirstShard, middle, isLeft: true));
        _right = State("right", key, Values(right, builder.Add(_own.FirstShard, left.Count), middle, isLeft: false));
        CheckKeys();
        Program = builder.Build();
    }

    /// <summary>The circuit.</summary>
    public CircuitProgram Program { get; }

    /// <summary>The tape of private inputs.</summary>
    public KoalaBear[] Tape(MergeWitness witness)
    {
        KoalaBear[] tape = new KoalaBear[Program.TapeLength];
        _tape.Write(witness, tape);
        _left.WriteTape(witness.Left, tape);
        _right.WriteTape(witness.Right, tape);
        return tape;
    }

    private ProofCircuit State(string label, VerifyingKey key, Scalar[] values)
    {
        using IDisposable scope = _builder.Label(label);
        return ProofCircuit.State(_builder, key, values);
    }

    private Side InputSide(Func<MergeWitness, Statement> source)
    {
        Scalar count = _tape.Take(
            _builder.InputScalar, (witness, elements) => elements[0] = source(witness).Values[_layout.ShardCount.Offset]);
        Block attribution = _tape.Take(
            _builder.InputBlock, (witness, elements) => source(witness).Attribution.Elements.CopyTo(elements));
        return new Side(count, attribution);
    }

    // For each chained start of the machine's fields, in order, the value between the two sides.
    private Scalar[] InputMiddle()
    {
        int[] starts = [.. Enumerable.Range(0, _layout.ChildCount).Where(i => _layout.KindOfChild(i) == LinkKind.ChainIn)];
        return starts.Length == 0 ? [] : _tape.Take<Scalar[]>(
            () => [.. starts.Select(_ => _builder.InputScalar())],
            (witness, elements) =>
            {
                for (int i = 0; i < starts.Length; i++)
                {
                    elements[i] = witness.RightStatement.Values[_layout.PlaceOfChild(starts[i])];
                }
            });
    }

    // What must be equal is the same cell: allowed, batch, the machine's equal fields, the value between the two sides.
    private Scalar[] Values(Side side, Scalar first, Scalar[] middle, bool isLeft)
    {
        Scalar[] values = _own.Values.ToArray();
        values[_layout.FirstShard.Offset] = first;
        values[_layout.ShardCount.Offset] = side.Count;
        ImmutableArray<Scalar> attribution = _builder.Unpack(side.Attribution);
        attribution.CopyTo(values, _layout.Attribution.Offset);
        LinkKind replaced = isLeft ? LinkKind.ChainOut : LinkKind.ChainIn;
        int next = 0;
        for (int i = 0; i < _layout.ChildCount; i++)
        {
            if (_layout.KindOfChild(i) == replaced)
            {
                values[_layout.PlaceOfChild(i)] = middle[next++];
            }
        }

        return values;
    }

    private void CheckKeys()
    {
        Block leaf = InputKey(witness => witness.LeafKey);
        Block merge = InputKey(witness => witness.MergeKey);
        using (_builder.Label("allowed"))
        {
            _builder.AssertEqual(_builder.Hash([leaf, merge]), _own.Allowed);
        }

        CheckKey("left key", _left.KeyDigest, leaf, merge, witness => witness.LeftStatement.ShardCount > 1);
        CheckKey("right key", _right.KeyDigest, leaf, merge, witness => witness.RightStatement.ShardCount > 1);
    }

    private Block InputKey(Func<MergeWitness, Digest8> source) =>
        _tape.Take(_builder.InputBlock, (witness, elements) => source(witness).Elements.CopyTo(elements));

    private void CheckKey(string name, Block digest, Block leaf, Block merge, Func<MergeWitness, bool> isMerge)
    {
        using IDisposable label = _builder.Label(name);
        Scalar choice = _tape.Take(
            _builder.InputScalar, (witness, elements) => elements[0] = isMerge(witness) ? KoalaBear.One : KoalaBear.Zero);
        _builder.AssertBool(choice);
        ImmutableArray<Scalar> elements = _builder.Unpack(digest);
        for (int i = 0; i < elements.Length; i++)
        {
            _builder.AssertSelect(choice, _builder.Unpack(leaf)[i], _builder.Unpack(merge)[i], elements[i]);
        }
    }

    private sealed record Side(Scalar Count, Block Attribution);
}
