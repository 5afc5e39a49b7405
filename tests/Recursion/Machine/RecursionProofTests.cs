using P2PProver.Fields;
using P2PProver.Recursion.Tests.Circuit;
using P2PProver.Stark;
using P2PProver.Testing;

namespace P2PProver.Recursion.Tests.Machine;

public sealed class RecursionProofTests : IDisposable
{
    private const ulong Seed = 0x9F00F;

    private readonly CpuBackend _backend = new(threads: 1);

    [Fact]
    public void Proof_OfTheSample_VerifiesForItsPublicValuesAlone() => CheckProof(ProofParameters.InsecureTest, samples: 30);

    [TierFact(TestTier.Full)]
    public void Proof_OfTheSampleUnderP100_VerifiesForItsPublicValuesAlone() => CheckProof(ProofParameters.P100, samples: 100);

    [Fact]
    public void Proof_OfUnsatisfiedChecks_IsRefused()
    {
        CircuitCase circuit = new();
        circuit.Builder.AssertEqual(circuit.Input(2), circuit.Input(3));
        CircuitProgram program = circuit.Builder.Build();
        RecursionMachine machine = new(6, 0);
        using ProvingKey key = Key(machine, program, ProofParameters.InsecureTest);
        CircuitWitness witness = program.EvaluateAll([.. circuit.Tape], [], out CircuitFault? fault);

        byte[] proof = StarkProver.Prove(key, [machine.Trace(witness, 1)], default, _backend, threads: 1);

        fault.ShouldNotBeNull();
        StarkVerifier.Verify(key.VerifyingKey, [], proof).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Proof_OfAnotherCircuitOfTheSameMachine_IsRefused()
    {
        RecursionMachine machine = new(6, 0);
        CircuitProgram[] programs = [Sum(3), Sum(4)];
        using ProvingKey first = Key(machine, programs[0], ProofParameters.InsecureTest);
        using ProvingKey second = Key(machine, programs[1], ProofParameters.InsecureTest);

        byte[] proof = Prove(machine, first, programs[0], [KoalaBear.One, KoalaBear.One]);

        first.VerifyingKey.MachineDigest.ShouldBe(second.VerifyingKey.MachineDigest);
        first.VerifyingKey.Digest.ShouldNotBe(second.VerifyingKey.Digest);
        StarkVerifier.Verify(first.VerifyingKey, [], proof).ShouldBe(VerifyResult.Valid);
        StarkVerifier.Verify(second.VerifyingKey, [], proof).IsValid.ShouldBeFalse();
    }

    public void Dispose() => _backend.Dispose();

    private static CircuitProgram Sum(int times)
    {
        CircuitBuilder builder = new(0);
        Scalar sum = builder.InputScalar();
        Scalar step = builder.InputScalar();
        for (int i = 0; i < times; i++)
        {
            sum = builder.Add(sum, step);
        }

        return builder.Build();
    }

    private ProvingKey Key(RecursionMachine machine, CircuitProgram program, ProofParameters parameters) =>
        ProvingKey.Create(machine.Machine, parameters, [machine.Preprocess(program)], _backend);

    private byte[] Prove(RecursionMachine machine, ProvingKey key, CircuitProgram program, KoalaBear[] tape)
    {
        CircuitWitness witness = program.Evaluate(tape, [], out _).ShouldNotBeNull();
        return StarkProver.Prove(key, [machine.Trace(witness, 1)], default, _backend, threads: 1);
    }

    private void CheckProof(ProofParameters parameters, int samples)
    {
        CircuitCase circuit = SampleCircuit.Create(Seed);
        CircuitWitness witness = circuit.Evaluate();
        RecursionMachine machine = CircuitCase.Machine(witness.Program);
        using ProvingKey key = Key(machine, witness.Program, parameters);

        byte[] proof = StarkProver.Prove(key, [machine.Trace(witness, 1)], circuit.PublicValues, _backend, threads: 1);

        StarkVerifier.Verify(key.VerifyingKey, circuit.PublicValues, proof).ShouldBe(VerifyResult.Valid);
        for (int i = 0; i < circuit.PublicValues.Length; i++)
        {
            KoalaBear[] other = [.. circuit.PublicValues];
            other[i] += KoalaBear.One;
            StarkVerifier.Verify(key.VerifyingKey, other, proof).IsValid.ShouldBeFalse(FormattableString.Invariant($"public value {i}"));
        }

        Prng prng = new(Seed);
        for (int i = 0; i < samples; i++)
        {
            int index = prng.NextInt(proof.Length);
            byte change = (byte)prng.NextInt(1, 256);
            proof[index] ^= change;
            StarkVerifier.Verify(key.VerifyingKey, circuit.PublicValues, proof).IsValid
                .ShouldBeFalse(FormattableString.Invariant($"seed {Seed}, byte {index} ^ {change}"));
            proof[index] ^= change;
        }
    }
}
