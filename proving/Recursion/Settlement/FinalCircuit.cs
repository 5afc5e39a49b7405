using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>Final: a proof of Shrink, whose key is a constant here, is valid for the same public values. Its own proof is the one a contract verifies.</summary>
internal sealed class FinalCircuit
{
    private readonly ProofCircuit _child;

    /// <summary>Builds the circuit.</summary>
    /// <param name="shrinkKey">Shrink's key.</param>
    public FinalCircuit(VerifyingKey shrinkKey)
    {
        int count = shrinkKey.Machine.PublicValueCount;
        CircuitBuilder builder = new(count);
        using (builder.Label("shrink"))
        {
            _child = ProofCircuit.State(builder, shrinkKey, [.. Enumerable.Range(0, count).Select(builder.PublicValue)]);
        }

        using (builder.Label("shrink key"))
        {
            builder.AssertEqual(_child.KeyDigest, builder.Constant(shrinkKey.Digest));
        }

        Program = builder.Build();
    }

    /// <summary>The circuit.</summary>
    public CircuitProgram Program { get; }

    /// <summary>The tape of private inputs.</summary>
    public KoalaBear[] Tape(ExpandedProof proof)
    {
        KoalaBear[] tape = new KoalaBear[Program.TapeLength];
        _child.WriteTape(proof, tape);
        return tape;
    }
}
