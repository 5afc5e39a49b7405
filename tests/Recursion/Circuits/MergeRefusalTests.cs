using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Circuits;

/// <summary>
/// What Merge must not take. Each case is refused by the prover's own checks with a reason, and, since no prover need run those, the
/// circuit itself is given the false children and must find the lie.
/// </summary>
public sealed class MergeRefusalTests(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    [Fact]
    public void HonestChildren_SatisfyTheCircuit() => Judge(fixture.Leaf(0), fixture.Leaf(1)).ShouldBeNull();

    [Fact]
    public void Pitfall26_WrongOrder_IsRefused() => Refuse(fixture.Leaf(1), fixture.Leaf(0), StatementFault.NotNeighbours);

    [Fact]
    public void Pitfall26_Overlap_IsRefused()
    {
        RecursionProof pair = fixture.Merge(fixture.Leaf(0), fixture.Leaf(1));

        Refuse(pair, fixture.Leaf(1), StatementFault.NotNeighbours);
        Refuse(fixture.Leaf(0), fixture.Leaf(0), StatementFault.NotNeighbours);
    }

    [Fact]
    public void Pitfall26_Gap_IsRefused() => Refuse(fixture.Leaf(0), fixture.Leaf(2), StatementFault.NotNeighbours);

    [Fact]
    public void OtherBatch_IsRefused() => Refuse(fixture.Leaf(0), fixture.Leaf(1, batch: 1), StatementFault.OtherBatch);

    [Fact]
    public void OtherDomain_IsRefused() =>
        Refuse(fixture.Leaf(0), fixture.Leaf(1, domain: KoalaBear.FromCanonical(78)), StatementFault.OtherDomain);

    [Fact]
    public void StatesThatDoNotMeet_AreRefused()
    {
        // The right leaf proves shard 2's steps as if they were shard 1's.
        KoalaBear[] values = ChainFixture.ShardValues(ChainFixture.Domain, 2);
        byte[] shard = fixture.ProveShard(ChainFixture.Domain, 2);
        fixture.Prover.TryProveLeaf(ChainFixture.Batch(0), 1, ChainFixture.PayeeOf(1), values, shard, out RecursionProof? moved).ShouldBeNull();

        Refuse(fixture.Leaf(0), moved!, StatementFault.NotChained);
    }

    [Fact]
    public void Pitfall26_ForeignKeys_AreRefused()
    {
        using ChainFixture foreign = ChainFixture.Foreign();

        // A foreign pair says that its own circuits are allowed; a foreign child among own ones does not get by either.
        Refuse(foreign.Leaf(0), foreign.Leaf(1), null, foreign.Verifier);
        Refuse(fixture.Leaf(0), foreign.Leaf(1), StatementFault.OtherCircuits, foreign.Verifier);
        Refuse(foreign.Leaf(0), fixture.Leaf(1), StatementFault.OtherCircuits, foreign.Verifier);
    }

    [Fact]
    public void Pitfall26_ForeignLeafThatClaimsOwnAllowed_IsRefused()
    {
        using ChainFixture foreign = ChainFixture.Foreign();
        RecursionProof leaf = foreign.LeafClaiming(fixture.Verifier.Allowed, shard: 1);

        // The proof is a valid one of the foreign circuit; only the opening of its key against the list can tell.
        leaf.Statement.Allowed.ShouldBe(fixture.Verifier.Allowed);
        StarkVerifier.Verify(foreign.Verifier.LeafKey, leaf.Statement.Values, leaf.Bytes.Span).ShouldBe(VerifyResult.Valid);
        fixture.Verifier.Verify(leaf.Statement, leaf.Bytes.Span).IsValid.ShouldBeFalse();
        Judge(fixture.Leaf(0), leaf, rightVerifier: foreign.Verifier).ShouldNotBeNull().Label.ShouldContain("right key");
        Judge(foreign.LeafClaiming(fixture.Verifier.Allowed, shard: 0), fixture.Leaf(1), leftVerifier: foreign.Verifier)
            .ShouldNotBeNull().Label.ShouldContain("left key");
    }

    [Fact]
    public void KeysThatAreNotAllowed_CannotBeListed()
    {
        MergeWitness witness = Witness(fixture.Leaf(0), fixture.Leaf(1)) with { MergeKey = fixture.Verifier.LeafKey.Digest };

        Evaluate(witness, Merged(fixture.Leaf(0), fixture.Leaf(1))).ShouldNotBeNull().Label.ShouldContain("allowed");
    }

    [Fact]
    public void OtherProfile_IsRefused()
    {
        using ChainFixture other = ChainFixture.OtherProfile();
        RecursionProof leaf = other.Leaf(1);

        fixture.Verifier.Verify(leaf.Statement, leaf.Bytes.Span).IsValid.ShouldBeFalse();
        StarkVerifier.Verify(fixture.Verifier.LeafKey, leaf.Statement.Values, leaf.Bytes.Span).IsValid.ShouldBeFalse();
        fixture.Prover.TryProveMerge(fixture.Leaf(0), leaf, ChainFixture.PayeeOf(1), out _).ShouldNotBeNull()
            .Statement.ShouldBe(StatementFault.OtherCircuits);
    }

    [Fact]
    public void ReattributedPayee_IsRefused()
    {
        RecursionProof left = fixture.Leaf(0);
        RecursionProof right = fixture.Leaf(1);

        // Another payee than the one in the public attribution, of the merge or of a child.
        Evaluate(Witness(left, right) with { Payee = ChainFixture.PayeeOf(9) }, Merged(left, right)).ShouldNotBeNull()
            .Label.ShouldContain("attribution");
        RecursionProof stolen = left with { Statement = fixture.Leaf(0, payee: 9).Statement };
        fixture.Verifier.Verify(stolen.Statement, stolen.Bytes.Span).IsValid.ShouldBeFalse();
        Judge(stolen, right).ShouldNotBeNull().Label.ShouldContain("left");
        fixture.Prover.TryProveMerge(stolen, right, ChainFixture.PayeeOf(2), out _).ShouldNotBeNull().Child.IsValid.ShouldBeFalse();
    }

    [Fact]
    public void EveryElementOfTheStatementAltered_IsRefusedByTheCircuit()
    {
        MergeWitness witness = Witness(fixture.Leaf(0), fixture.Leaf(1));
        KoalaBear[] values = Merged(fixture.Leaf(0), fixture.Leaf(1));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += KoalaBear.One;
            Evaluate(witness, values).ShouldNotBeNull($"element {i}");
            values[i] -= KoalaBear.One;
        }

        Evaluate(witness, values).ShouldBeNull();
    }

    [Fact]
    public void Pitfall26_CountThatCouldWrap_IsRefused()
    {
        // No proof says so of the left side; the circuit must not even get as far as to look at it.
        KoalaBear[] many = Values(fixture.Leaf(0).Statement);
        many[fixture.Layout.ShardCount.Offset] = KoalaBear.FromCanonical((1u << Statement.ShardBits) - 1);
        RecursionProof left = fixture.Leaf(0) with { Statement = Statement.TryRead(fixture.Layout, many).ShouldNotBeNull() };
        MergeWitness witness = Witness(fixture.Leaf(0), fixture.Leaf(1)) with { LeftStatement = left.Statement };

        Evaluate(witness, Merged(left, fixture.Leaf(1))).ShouldNotBeNull().Label.ShouldContain("range of shards");
    }

    private static KoalaBear[] Values(Statement statement) => statement.Values.ToArray();

    private void Refuse(RecursionProof left, RecursionProof right, StatementFault? fault, RecursionVerifier? foreign = null)
    {
        ProveFault refused = fixture.Prover.TryProveMerge(left, right, ChainFixture.PayeeOf(2), out RecursionProof? merged).ShouldNotBeNull();
        merged.ShouldBeNull();
        if (fault is StatementFault expected)
        {
            refused.Statement.ShouldBe(expected);
        }
        else
        {
            refused.Child.IsValid.ShouldBeFalse();
        }

        RecursionVerifier Of(RecursionProof proof) =>
            foreign is not null && proof.Statement.Allowed == foreign.Allowed ? foreign : fixture.Verifier;
        Judge(left, right, Of(left), Of(right)).ShouldNotBeNull();
    }

    private CircuitFault? Judge(
        RecursionProof left, RecursionProof right, RecursionVerifier? leftVerifier = null, RecursionVerifier? rightVerifier = null) =>
        Evaluate(Witness(left, right, leftVerifier, rightVerifier), Merged(left, right));

    /// <summary>What a cheating prover would say: the left statement's values, with the count, the ends and the attribution of a merge.</summary>
    private KoalaBear[] Merged(RecursionProof left, RecursionProof right)
    {
        StatementLayout layout = fixture.Layout;
        KoalaBear[] values = Values(left.Statement);
        values[layout.ShardCount.Offset] += right.Statement.Values[layout.ShardCount.Offset];
        int end = layout.PlaceOfChild(2);
        values[end] = right.Statement.Values[end];
        Digest8 attribution = Attribution.OfMerge(left.Statement.Attribution, right.Statement.Attribution, ChainFixture.PayeeOf(2));
        attribution.Elements.CopyTo(values.AsSpan(layout.Attribution.Offset));
        return values;
    }

    private MergeWitness Witness(
        RecursionProof left, RecursionProof right, RecursionVerifier? leftVerifier = null, RecursionVerifier? rightVerifier = null) => new(
            Expand(left, leftVerifier ?? fixture.Verifier),
            left.Statement,
            Expand(right, rightVerifier ?? fixture.Verifier),
            right.Statement,
            fixture.Verifier.LeafKey.Digest,
            fixture.Verifier.MergeKey.Digest,
            ChainFixture.PayeeOf(2));

    private CircuitFault? Evaluate(MergeWitness witness, KoalaBear[] values)
    {
        _ = fixture.Circuits.MergeProgram.Evaluate(fixture.Circuits.Merge.Tape(witness), values, out CircuitFault? fault);
        return fault;
    }

    // What the statement says decides nothing here: a re-attributed proof is expanded as the proof that it was.
    private ExpandedProof Expand(RecursionProof proof, RecursionVerifier verifier)
    {
        RecursionProof honest = fixture.Honest(proof) ?? proof;
        ExpandedProof.TryExpand(verifier.KeyOf(proof.Statement), honest.Statement.Values, proof.Bytes.Span, out ExpandedProof? expanded)
            .ShouldBe(VerifyResult.Valid);
        return expanded!;
    }
}
