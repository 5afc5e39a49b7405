using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Circuits;

/// <summary>What the circuit Leaf must not take, whatever a prover that skips all checks gives it.</summary>
public sealed class LeafRefusalTests(ChainFixture fixture) : IClassFixture<ChainFixture>
{
    private const uint TooManyShards = 1u << Statement.ShardBits;

    [Fact]
    public void EveryElementAltered_IsRefusedButThoseThatAreGiven()
    {
        StatementLayout layout = fixture.Layout;
        KoalaBear[] values = Values(shard: 2, ChainFixture.PayeeOf(1));
        KoalaBear[] tape = Tape(ChainFixture.PayeeOf(1));
        for (int i = 0; i < values.Length; i++)
        {
            // Leaf takes allowed and batch as they come; Merge and whoever verifies hold them against their own.
            bool isGiven = IsIn(layout.Allowed, i) || IsIn(layout.Batch, i);
            values[i] += KoalaBear.One;
            (Evaluate(tape, values) is null).ShouldBe(isGiven, $"element {i}");
            values[i] -= KoalaBear.One;
        }

        Evaluate(tape, values).ShouldBeNull();
    }

    [Fact]
    public void Pitfall26_ShardNumberThatCouldWrap_IsRefused()
    {
        KoalaBear[] tape = Tape(ChainFixture.PayeeOf(1));
        KoalaBear[] last = Values((int)TooManyShards - 1, ChainFixture.PayeeOf(1));
        KoalaBear[] beyond = [.. last];
        beyond[fixture.Layout.FirstShard.Offset] = KoalaBear.FromCanonical(TooManyShards);
        Attribute(beyond, TooManyShards, ChainFixture.PayeeOf(1).ToLimbs());

        Evaluate(tape, last).ShouldBeNull();
        CircuitFault fault = Evaluate(tape, beyond).ShouldNotBeNull();
        fault.Label.ShouldContain("shard");
    }

    [Fact]
    public void Nobody_IsRefusedAsPayee() =>
        Evaluate(Tape(default), Values(shard: 2, default)).ShouldNotBeNull().Label.ShouldContain("payee");

    [Fact]
    public void PayeeInAnotherForm_IsRefused()
    {
        // The same number with a limb that is too large: 2^27 more in limb 0, one less in limb 1.
        Payee payee = ChainFixture.PayeeOf(1);
        KoalaBear[] limbs = payee.ToLimbs();
        KoalaBear[] tape = Tape(payee);
        int place = PlaceOf(tape, limbs);
        limbs[0] += KoalaBear.FromCanonical(1u << 27);
        limbs[1] -= KoalaBear.One;
        limbs.CopyTo(tape, place);
        KoalaBear[] values = Values(shard: 2, payee);
        Attribute(values, 2, limbs);

        Evaluate(tape, values).ShouldNotBeNull().Label.ShouldContain("payee");
    }

    private static int PlaceOf(KoalaBear[] tape, KoalaBear[] limbs)
    {
        int place = tape.AsSpan().IndexOf(limbs);
        place.ShouldBeGreaterThanOrEqualTo(0);
        return place;
    }

    private static bool IsIn(StatementField field, int index) => index >= field.Offset && index < field.Offset + field.Width;

    private void Attribute(KoalaBear[] values, uint shard, KoalaBear[] limbs) =>
        Sponge<Poseidon2W16>.Hash([KoalaBear.FromCanonical(Attribution.LeafTag), KoalaBear.FromCanonical(shard), .. limbs])
            .Elements.CopyTo(values.AsSpan(fixture.Layout.Attribution.Offset));

    // The shard's own proof does not say which shard it is, so any number goes with it.
    private KoalaBear[] Values(int shard, Payee payee)
    {
        KoalaBear[] child = ChainFixture.ShardValues(ChainFixture.Domain, 2);
        return Statement.OfLeaf(fixture.Layout, fixture.Verifier.Allowed, ChainFixture.Batch(0), shard, payee, child).Values.ToArray();
    }

    private KoalaBear[] Tape(Payee payee)
    {
        KoalaBear[] child = ChainFixture.ShardValues(ChainFixture.Domain, 2);
        byte[] proof = fixture.ProveShard(ChainFixture.Domain, 2);
        ExpandedProof.TryExpand(fixture.Circuits.ChildKey, child, proof, out ExpandedProof? expanded).ShouldBe(VerifyResult.Valid);
        return fixture.Circuits.Leaf.Tape(new LeafWitness(expanded!, payee));
    }

    private CircuitFault? Evaluate(KoalaBear[] tape, KoalaBear[] values)
    {
        _ = fixture.Circuits.LeafProgram.Evaluate(tape, values, out CircuitFault? fault);
        return fault;
    }
}
