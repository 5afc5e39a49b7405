using P2PProver.Fields;
using P2PProver.Recursion.Tests.Circuits;
using P2PProver.Stark;
using P2PProver.Stark.Solidity;
using P2PProver.Stark.Soundness;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Recursion.Tests.Settlement;

/// <summary>Shrink and Final at their own sizes.</summary>
public sealed class StandardSettlementTests(ITestOutputHelper output)
{
    private const int MaxTransactionBytes = 131_072;

    [TierFact(TestTier.Long)]
    public void Root_UnderTheStandardParameters_BecomesAProofThatFitsATransaction()
    {
        using CpuBackend backend = new(threads: 2);
        using ChainFixture chain = ChainFixture.Standard();
        SettlementLayout layout = new(chain.Layout, SettlementFixture.Constants("StateIn"));
        using SettlementProver prover = new(chain.Verifier, layout, SettlementParameters.Standard, backend, threads: 2);
        RecursionProof root = chain.Root(2);

        prover.TryProve(root, SettlementFixture.Request(2), out SettlementProof? proof, new Progress(output)).ShouldBe(SettlementFault.None);

        KoalaBear[] values = proof.ShouldNotBeNull().Statement.Values.ToArray();
        StarkVerifier.Verify(prover.FinalKey, values, proof.Bytes.Span).ShouldBe(VerifyResult.Valid);
        CalldataProof.TryWrite(prover.FinalKey, values, proof.Bytes.Span, out byte[] calldata).ShouldBe(VerifyResult.Valid);
        StarkVerifier.Verify(prover.FinalKey, values, calldata, ProofForm.Calldata).ShouldBe(VerifyResult.Valid);
        output.WriteLine($"final: 2^{LogHeight(prover.FinalKey)} rows, {proof.Bytes.Length} bytes, {calldata.Length} in calldata");
        calldata.Length.ShouldBeLessThan(MaxTransactionBytes - 8192);
        LogHeight(prover.ShrinkKey).ShouldBe(14);
        LogHeight(prover.FinalKey).ShouldBe(13);
        SolidityVerifier.Generate(prover.FinalKey, "Final", "../verifier").ShouldNotBeEmpty();
        foreach (VerifyingKey key in (VerifyingKey[])[prover.ShrinkKey, prover.FinalKey])
        {
            SoundnessEntry entry = SoundnessEntry.FromTables("settlement", key.Parameters, key.Machine.Shapes);
            SoundnessCalculator.Evaluate(entry.Parameters, entry.Statement, ProximityRegime.Johnson).Bits(entry.Parameters)
                .ShouldBeGreaterThanOrEqualTo(100);
        }
    }

    private static int LogHeight(VerifyingKey key) => key.Machine.Tables[0].LogHeight;

    private sealed class Progress(ITestOutputHelper output) : IProgress<SettlementStage>
    {
        private readonly TimeProvider _time = TimeProvider.System;
        private readonly long _start = TimeProvider.System.GetTimestamp();

        public void Report(SettlementStage value) => output.WriteLine($"{_time.GetElapsedTime(_start).TotalSeconds:F1} s: {value}");
    }
}
