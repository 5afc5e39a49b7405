using P2PProver.Fields;
using P2PProver.Stark;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Recursion.Tests.Verifier;

/// <summary>The two interpretations of the verifier agree: what one accepts the other accepts, what one refuses the other refuses.</summary>
public sealed class VerifierCircuitTests(ITestOutputHelper output)
{
    private const ulong Seed = 0xC1C;
    private const int HonestProofs = 200;
    private const int MutatedProofs = 2_000;

    private static ProofParameters NoWork { get; } = ProofParameters.InsecureTest with
    {
        Name = "InsecureNoWork",
        QueryGrindingBits = 0,
        BatchGrindingBits = 0,
        LookupGrindingBits = 0,
        FoldGrindingBits = 0,
    };

    [Fact]
    public void HonestProof_SatisfiesTheCircuit()
    {
        using ChildFixture fixture = new(ProofParameters.InsecureTest);
        ChildProof child = fixture.Prove(Seed);
        CircuitProgram program = fixture.Program;
        output.WriteLine(
            $"permutations {program.PermutationRows}, extension {program.ExtensionRows}, base {program.BaseRows}, pack {program.PackRows}");

        fixture.Evaluate(fixture.Expand(child), child.PublicValues).ShouldBeNull();
    }

    [Fact]
    public void HonestProofs_SatisfyTheCircuit()
    {
        using ChildFixture fixture = new(ProofParameters.InsecureTest);
        for (ulong seed = Seed; seed < Seed + HonestProofs; seed++)
        {
            ChildProof child = fixture.Prove(seed);

            StarkVerifier.Verify(fixture.Key, child.PublicValues, child.Proof).ShouldBe(VerifyResult.Valid, $"seed {seed}");
            fixture.Evaluate(fixture.Expand(child), child.PublicValues).ShouldBeNull($"seed {seed}");
        }
    }

    [Fact]
    public void Pitfall30_MutatedProofs_AreJudgedAlikeInBothInterpretations()
    {
        Dictionary<string, int> reasons = [];
        using ChildFixture working = new(ProofParameters.InsecureTest);
        using ChildFixture free = new(NoWork);
        Prng prng = new(Seed);
        for (int i = 0; i < MutatedProofs; i++)
        {
            // Without proofs of work a mutation gets further into the verifier.
            ChildFixture fixture = i % 4 == 0 ? working : free;
            ChildProof child = fixture.Honest;
            ExpandedProof proof = fixture.Expand(child);
            KoalaBear[] publics = [.. child.PublicValues];
            string change = ProofMutation.Apply(prng, proof, publics, fixture.Key.Parameters);
            VerifyResult verdict = Judge(fixture, proof, publics);
            CircuitFault? fault = fixture.Evaluate(proof, publics);
            reasons[verdict.Status.ToString()] = reasons.GetValueOrDefault(verdict.Status.ToString()) + 1;

            (fault is null).ShouldBe(verdict.IsValid, $"mutation {i} of seed {prng.Seed}: {change}; natively {verdict}, circuit {fault}");
        }

        output.WriteLine(string.Join(", ", reasons.Select(pair => $"{pair.Key} {pair.Value}")));
        reasons.ShouldContainKey(nameof(VerifyStatus.MerkleMismatch));
        reasons.ShouldContainKey(nameof(VerifyStatus.ConstraintMismatch));
        reasons.ShouldContainKey(nameof(VerifyStatus.TerminalSum));
        reasons.ShouldContainKey(nameof(VerifyStatus.BadBatchWitness));
    }

    [TierTheory(TestTier.Full)]
    [InlineData(3, 60)]
    public void Pitfall30_SampleUnderP100_IsJudgedAlike(int honest, int mutated) => JudgeSample(honest, mutated);

    [TierTheory(TestTier.Long)]
    [InlineData(20, 2_000)]
    public void Pitfall30_LargeSampleUnderP100_IsJudgedAlike(int honest, int mutated) => JudgeSample(honest, mutated);

    private void JudgeSample(int honest, int mutated)
    {
        using ChildFixture fixture = new(ProofParameters.P100);
        output.WriteLine($"{fixture.Program.Rows} rows");
        for (ulong seed = Seed; seed < Seed + (ulong)honest; seed++)
        {
            ChildProof child = fixture.Prove(seed);
            fixture.Evaluate(fixture.Expand(child), child.PublicValues).ShouldBeNull($"seed {seed}");
        }

        Prng prng = new(Seed);
        for (int i = 0; i < mutated; i++)
        {
            ExpandedProof proof = fixture.Expand(fixture.Honest);
            KoalaBear[] publics = [.. fixture.Honest.PublicValues];
            string change = ProofMutation.Apply(prng, proof, publics, fixture.Key.Parameters);
            VerifyResult verdict = Judge(fixture, proof, publics);

            (fixture.Evaluate(proof, publics) is null).ShouldBe(verdict.IsValid, $"mutation {i} of seed {prng.Seed}: {change}; natively {verdict}");
        }
    }

    // The key's cap is not part of the proof, but the circuit takes it from the tape, so another one must be refused there too.
    private static VerifyResult Judge(ChildFixture fixture, ExpandedProof proof, KoalaBear[] publics) =>
        proof.PreprocessedCap.AsSpan().SequenceEqual(fixture.Key.PreprocessedCap.AsSpan())
            ? proof.Verify(fixture.Key, publics)
            : new(VerifyStatus.MerkleMismatch);
}
