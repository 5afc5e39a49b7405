using P2PProver.Fields;
using P2PProver.Stark;
using P2PProver.Stark.Tests.Protocol;

namespace P2PProver.Recursion.Tests.Verifier;

/// <summary>A circuit that verifies proofs of the small machine under one key, with honest proofs to verify.</summary>
internal sealed class ChildFixture : IDisposable
{
    private readonly CpuBackend _backend = new(threads: 1);
    private readonly ProvingKey _key;
    private readonly ProofCircuit _circuit;

    public ChildFixture(ProofParameters parameters)
    {
        _key = ProvingKey.Create(SmallMachine.Machine, parameters, SmallMachine.Preprocessed(), _backend);
        CircuitBuilder builder = new(Key.Machine.PublicValueCount);
        Scalar[] publics = [.. Enumerable.Range(0, builder.PublicValueCount).Select(builder.PublicValue)];
        _circuit = ProofCircuit.State(builder, Key, publics);
        using (builder.Label("key"))
        {
            builder.AssertEqual(_circuit.KeyDigest, builder.Constant(Key.Digest));
        }

        Program = builder.Build();
        Honest = Prove(seed: 0x5EED);
    }

    public VerifyingKey Key => _key.VerifyingKey;

    public CircuitProgram Program { get; }

    /// <summary>One honest proof.</summary>
    public ChildProof Honest { get; }

    public ChildProof Prove(ulong seed)
    {
        SmallWitness witness = SmallMachine.Witness(seed);
        byte[] proof = StarkProver.Prove(_key, witness.Traces, witness.PublicValues, _backend, threads: 1);
        return new ChildProof(witness.PublicValues, proof);
    }

    public ExpandedProof Expand(ChildProof child)
    {
        ExpandedProof.TryExpand(Key, child.PublicValues, child.Proof, out ExpandedProof? expanded).ShouldBe(VerifyResult.Valid);
        return expanded!;
    }

    /// <summary>Why the circuit cannot be satisfied by a proof, or null when it is.</summary>
    public CircuitFault? Evaluate(ExpandedProof proof, KoalaBear[] publicValues)
    {
        KoalaBear[] tape = new KoalaBear[Program.TapeLength];
        _circuit.WriteTape(proof, tape);
        _ = Program.Evaluate(tape, publicValues, out CircuitFault? fault);
        return fault;
    }

    public void Dispose()
    {
        _key.Dispose();
        _backend.Dispose();
    }
}
