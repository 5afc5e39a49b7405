using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Recursion.Tests.Circuits;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Settlement;

public sealed class SettlementProverTests(SettlementFixture fixture) : IClassFixture<SettlementFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Root_OfAWholeBatch_BecomesAProofThatSaysWhatItSays(int shards)
    {
        (RecursionProof root, SettlementProof proof) = fixture.Settle(shards);
        SettlementStatement statement = proof.Statement;

        StarkVerifier.Verify(fixture.Prover.FinalKey, statement.Values, proof.Bytes.Span).ShouldBe(VerifyResult.Valid);
        statement.Field("Domain").ToArray().ShouldBe([ChainFixture.Domain]);
        Digest8.FromElements(statement.Field("Batch")).ShouldBe(root.Statement.Batch);
        statement.Field("ShardCount").ToArray().ShouldBe([KoalaBear.FromCanonical((uint)shards)]);
        statement.Field("StateOut").ToArray().ShouldBe(root.Statement.Field("StateOut").ToArray());
        Digest8.FromElements(statement.Field("Attribution")).ShouldBe(root.Statement.Attribution);
        new Ext5(statement.Field("PayeePoint")).ShouldBe(SettlementFixture.Point);
        new Ext5(statement.Field("PayeeValue")).ShouldBe(PayeeTree.Evaluate(SettlementFixture.Payees(shards), SettlementFixture.Point));
        statement.Field("Submitter").ToArray().ShouldBe(SettlementFixture.Submitter.ToLimbs());
    }

    [Fact]
    public void Layout_LeavesOutWhatIsConstant()
    {
        string[] names = [.. fixture.Layout.Fields.Select(field => field.Name)];

        names.ShouldBe(["Domain", "Batch", "ShardCount", "StateOut", "Attribution", "PayeePoint", "PayeeValue", "Submitter"]);
        fixture.Prover.FinalKey.Machine.PublicValueCount.ShouldBe(fixture.Layout.Count);
        Should.Throw<ArgumentException>(() => new SettlementLayout(fixture.Chain.Layout, SettlementFixture.Constants("Other")));
    }

    [Fact]
    public void PublicValue_OfTheLastProofChanged_IsRefused()
    {
        SettlementProof proof = fixture.Settle(3).Proof;
        KoalaBear[] values = proof.Statement.Values.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += KoalaBear.One;
            StarkVerifier.Verify(fixture.Prover.FinalKey, values, proof.Bytes.Span).IsValid.ShouldBeFalse($"element {i}");
            values[i] -= KoalaBear.One;
        }
    }

    [Fact]
    public void Shrink_WithAPublicValueChanged_IsNotSatisfied()
    {
        (RecursionProof root, SettlementProof proof) = fixture.Settle(3);
        KoalaBear[] values = proof.Statement.Values.ToArray();
        fixture.FaultOfShrink(root, SettlementFixture.Payees(3), values).ShouldBeNull();
        for (int i = 0; i < fixture.Layout.Submitter.Offset; i++)
        {
            values[i] += KoalaBear.One;
            fixture.FaultOfShrink(root, SettlementFixture.Payees(3), values).ShouldNotBeNull($"element {i}");
            values[i] -= KoalaBear.One;
        }
    }

    [Fact]
    public void AnotherPayee_IsRefused()
    {
        (RecursionProof root, SettlementProof _) = fixture.Settle(3);
        Payee[] payees = SettlementFixture.Payees(3);
        for (int i = 0; i < payees.Length; i++)
        {
            Payee before = payees[i];
            payees[i] = ChainFixture.PayeeOf(7);
            fixture.Prover.TryProve(root, new SettlementRequest(payees, SettlementFixture.Point, default), out _)
                .ShouldBe(SettlementFault.OtherPayees);

            // The same lie told with a value of the list that fits it.
            CircuitFault fault = fixture.FaultOfShrink(root, payees, fixture.Published(root.Statement, payees)).ShouldNotBeNull($"position {i}");
            fault.Label.ShouldStartWith(before.IsZero ? "payees / position" : "payees");
            payees[i] = before;
        }
    }

    [Fact]
    public void ListOfAnotherLength_IsRefused()
    {
        (RecursionProof root, SettlementProof _) = fixture.Settle(3);

        fixture.Prover.TryProve(root, new SettlementRequest([], SettlementFixture.Point, default), out _).ShouldBe(SettlementFault.OtherPayees);
    }

    [Fact]
    public void ProofsThatAreNoRoots_AreRefused()
    {
        RecursionProof second = fixture.Chain.Leaf(1);
        RecursionProof foreign = fixture.Chain.LeafClaiming(default, 0);
        RecursionProof forged = fixture.Settle(1).Root with { Bytes = Changed(fixture.Settle(1).Root.Bytes) };

        fixture.Prover.TryProve(second, SettlementFixture.Request(1), out _).ShouldBe(SettlementFault.NotARoot);
        fixture.Prover.TryProve(foreign, SettlementFixture.Request(1), out _).ShouldBe(SettlementFault.OtherCircuits);
        fixture.Prover.TryProve(forged, SettlementFixture.Request(1), out _).ShouldBe(SettlementFault.InvalidProof);
        foreach (RecursionProof proof in (RecursionProof[])[second, foreign])
        {
            fixture.FaultOfShrink(proof, SettlementFixture.Payees(1), fixture.Published(proof.Statement, SettlementFixture.Payees(1)))
                .ShouldNotBeNull();
        }
    }

    [Fact]
    public void RootUnderAnotherKey_IsNotSatisfied()
    {
        using ChainFixture other = ChainFixture.Foreign();
        RecursionProof root = other.Leaf(0);
        ExpandedProof.TryExpand(other.Verifier.LeafKey, root.Statement.Values, root.Bytes.Span, out ExpandedProof? expanded)
            .ShouldBe(VerifyResult.Valid);

        KoalaBear[] tape = fixture.Prover.Shrink.Tape(new ShrinkWitness(root, expanded!, SettlementFixture.Payees(1)));
        fixture.Prover.ShrinkProgram.Evaluate(tape, fixture.Published(root.Statement, SettlementFixture.Payees(1)), out CircuitFault? fault)
            .ShouldBeNull();
        fault.ShouldNotBeNull();
        fixture.Prover.TryProve(root, SettlementFixture.Request(1), out _).ShouldBe(SettlementFault.OtherCircuits);
    }

    private static byte[] Changed(ReadOnlyMemory<byte> bytes)
    {
        byte[] changed = bytes.ToArray();
        changed[changed.Length / 2] ^= 1;
        return changed;
    }
}
