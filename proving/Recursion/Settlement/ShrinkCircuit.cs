using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>
/// Shrink: a proof of Leaf or Merge, whose keys are constants here, is valid and proves a whole batch; the list of payees is the one that
/// its attribution names, and has the public value at the public point. The submitter is public and otherwise free.
/// </summary>
internal sealed class ShrinkCircuit
{
    private readonly CircuitBuilder _builder;
    private readonly Tape<ShrinkWitness> _tape;
    private readonly ProofCircuit _child;

    /// <summary>Builds the circuit.</summary>
    /// <param name="verifier">The keys of roots.</param>
    /// <param name="layout">The public values.</param>
    public ShrinkCircuit(RecursionVerifier verifier, SettlementLayout layout)
    {
        CircuitBuilder builder = new(layout.Count);
        _builder = builder;
        _tape = new(builder);
        Scalar[] root = [.. layout.OfRoot(verifier.Allowed).Select(Element)];
        using (builder.Label("payees"))
        {
            CheckPayees(layout, root);
        }

        using (builder.Label("root"))
        {
            _child = ProofCircuit.State(builder, verifier.MergeKey, root);
        }

        using (builder.Label("root key"))
        {
            CheckKey(verifier);
        }

        Program = builder.Build();
    }

    /// <summary>The circuit.</summary>
    public CircuitProgram Program { get; }

    /// <summary>The tape of private inputs.</summary>
    public KoalaBear[] Tape(ShrinkWitness witness)
    {
        KoalaBear[] tape = new KoalaBear[Program.TapeLength];
        _tape.Write(witness, tape);
        _child.WriteTape(witness.Proof, tape);
        return tape;
    }

    private Scalar Element((KoalaBear? Constant, int Place) element) =>
        element.Constant is KoalaBear constant ? _builder.Constant(constant) : _builder.PublicValue(element.Place);

    private Scalar[] Field(StatementField field) => [.. Enumerable.Range(field.Offset, field.Width).Select(_builder.PublicValue)];

    private void CheckPayees(SettlementLayout layout, Scalar[] root)
    {
        PayeeTreeCells payees = PayeeTreeCells.Input(_builder, _tape, root[layout.Root.ShardCount.Offset]);
        ImmutableArray<Scalar> attribution = payees.Attribution();
        for (int i = 0; i < attribution.Length; i++)
        {
            _builder.AssertEqual(attribution[i], root[layout.Root.Attribution.Offset + i]);
        }

        using IDisposable label = _builder.Label("value of the list");
        Extension value = payees.Evaluate(_builder.Combine(Field(layout.PayeePoint)));
        _builder.AssertEqual(value, _builder.Combine(Field(layout.PayeeValue)));
    }

    // Both keys are constants, so opening their list against its digest, a constant too, would show nothing more.
    private void CheckKey(RecursionVerifier verifier)
    {
        Scalar isMerge = _tape.Take(
            _builder.InputScalar,
            (witness, elements) => elements[0] = witness.Root.Statement.ShardCount > 1 ? KoalaBear.One : KoalaBear.Zero);
        _builder.AssertBool(isMerge);
        ImmutableArray<Scalar> digest = _builder.Unpack(_child.KeyDigest);
        for (int i = 0; i < digest.Length; i++)
        {
            Scalar leaf = _builder.Constant(verifier.LeafKey.Digest.Elements[i]);
            Scalar merge = _builder.Constant(verifier.MergeKey.Digest.Elements[i]);
            _builder.AssertSelect(isMerge, leaf, merge, digest[i]);
        }
    }
}
