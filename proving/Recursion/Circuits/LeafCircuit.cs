using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// Leaf: a proof of one machine under one key is valid for the values that are public here too; it is one shard, and somebody is paid.
/// allowed and batch are taken as given.
/// </summary>
internal sealed class LeafCircuit
{
    private readonly Tape<LeafWitness> _tape;
    private readonly ProofCircuit _child;

    /// <summary>Builds the circuit.</summary>
    /// <param name="key">The key of the machine, a constant of the circuit.</param>
    /// <param name="layout">The statement, whose fields are the machine's.</param>
    public LeafCircuit(VerifyingKey key, StatementLayout layout)
    {
        CircuitBuilder builder = new(layout.Count);
        _tape = new(builder);
        StatementCells own = new(builder, layout);
        using (builder.Label("shard"))
        {
            builder.AssertEqual(own.ShardCount, builder.One);
            _ = builder.RangeCheck(own.FirstShard, Statement.ShardBits);
        }

        PayeeCells payee = PayeeCells.Input(builder, _tape, witness => witness.Payee);
        own.AssertAttribution(payee.OfLeaf(own.FirstShard));
        using (builder.Label("proof"))
        {
            _child = ProofCircuit.State(builder, key, own.Child());
        }

        using (builder.Label("key"))
        {
            builder.AssertEqual(_child.KeyDigest, builder.Constant(key.Digest));
        }

        Program = builder.Build();
    }

    /// <summary>The circuit.</summary>
    public CircuitProgram Program { get; }

    /// <summary>The tape of private inputs.</summary>
    public KoalaBear[] Tape(LeafWitness witness)
    {
        KoalaBear[] tape = new KoalaBear[Program.TapeLength];
        _tape.Write(witness, tape);
        _child.WriteTape(witness.Proof, tape);
        return tape;
    }
}
