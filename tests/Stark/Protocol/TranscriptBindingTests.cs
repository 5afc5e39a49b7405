using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark.Tests.Protocol;

/// <summary>Every item a transcript absorbs changes the very next challenge.</summary>
public sealed class TranscriptBindingTests : IDisposable
{
    private enum Challenge
    {
        LookupAlpha,
        LookupBeta,
        Constraint,
        Zeta,
        Batch,
        FirstFold,
    }

    private readonly ProofFixture _fixture = new(ProofParameters.InsecureTest);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Pitfall01_EveryOpening_ChangesTheBatchingChallenge()
    {
        for (int i = 0; i < _fixture.Shape.OpenedValueCount; i++)
        {
            int index = i;
            FirstChange(head => head.Openings[index] += Ext5.One).ShouldBe((int)Challenge.Batch);
        }
    }

    [Fact]
    public void Pitfall02_EveryTerminal_ChangesTheConstraintChallenge()
    {
        for (int i = 0; i < _fixture.Shape.TerminalCount; i++)
        {
            int index = i;
            FirstChange(head => head.Terminals[index] += Ext5.One).ShouldBe((int)Challenge.Constraint);
        }
    }

    [Fact]
    public void Pitfall03_EveryDigestOfEveryCap_ChangesTheNextChallenge()
    {
        for (int i = 0; i < _fixture.Shape.Parameters.CapHeight << 1; i++)
        {
            int index = i;
            FirstChange(head => Tamper(head.MainCap, index)).ShouldBe((int)Challenge.LookupAlpha);
            FirstChange(head => Tamper(head.PermutationCap, index)).ShouldBe((int)Challenge.Constraint);
            FirstChange(head => Tamper(head.QuotientCap, index)).ShouldBe((int)Challenge.Zeta);
        }

        for (int round = 0; round < _fixture.Shape.Schedule.Rounds.Count; round++)
        {
            int index = round;
            FirstChange(head => Tamper(head.FoldCaps[index], 0)).ShouldBe((int)Challenge.FirstFold + round);
        }
    }

    [Fact]
    public void Pitfall03_EveryWitness_ChangesTheNextChallenge()
    {
        FirstChange(head => head.LookupWitness += KoalaBear.One).ShouldBe((int)Challenge.LookupAlpha);
        FirstChange(head => head.BatchWitness += KoalaBear.One).ShouldBe((int)Challenge.Batch);
        for (int round = 0; round < _fixture.Shape.Schedule.Rounds.Count; round++)
        {
            int index = round;
            FirstChange(head => head.FoldWitnesses[index] += KoalaBear.One).ShouldBe((int)Challenge.FirstFold + round);
        }

        FirstChange(head => head.QueryWitness += KoalaBear.One).ShouldBe(QueryChallenge);
    }

    [Fact]
    public void Pitfall03_EveryFinalCoefficient_ChangesTheQueries()
    {
        for (int i = 0; i < _fixture.Parse().Head.FinalPolynomial.Length; i++)
        {
            int index = i;
            FirstChange(head => head.FinalPolynomial[index] += Ext5.One).ShouldBe(QueryChallenge);
        }
    }

    [Fact]
    public void Pitfall03_EveryPublicValue_ChangesTheFirstChallenge()
    {
        ProofHead head = _fixture.Parse().Head;
        Ext5[] honest = Draw(_fixture.Key, _fixture.PublicValues, head);
        for (int i = 0; i < _fixture.PublicValues.Length; i++)
        {
            KoalaBear[] changed = [.. _fixture.PublicValues];
            changed[i] += KoalaBear.One;
            Draw(_fixture.Key, changed, head)[0].ShouldNotBe(honest[0]);
        }

        Draw(_fixture.Key, _fixture.PublicValues[..^1], head)[0].ShouldNotBe(honest[0]);
    }

    public static TheoryData<ProofParameters> ChangedParameters
    {
        get
        {
            ProofParameters set = ProofParameters.InsecureTest;
            return
            [
                set with { Name = "Other" },
                set with { QueryCount = set.QueryCount + 1 },
                set with { QueryGrindingBits = set.QueryGrindingBits + 1 },
                set with { BatchGrindingBits = set.BatchGrindingBits + 1 },
                set with { LookupGrindingBits = set.LookupGrindingBits + 1 },
                set with { FoldGrindingBits = set.FoldGrindingBits + 1 },
                set with { LogBlowup = set.LogBlowup + 1 },
                set with { LogFoldingArity = set.LogFoldingArity + 1 },
                set with { LogFinalLength = set.LogFinalLength - 1 },
                set with { CapHeight = set.CapHeight - 1 },
            ];
        }
    }

    [Theory]
    [MemberData(nameof(ChangedParameters))]
    public void Pitfall03_EveryParameter_ChangesSystemIdKeyDigestAndFirstChallenge(ProofParameters parameters)
    {
        using ProofFixture other = new(parameters);

        other.Key.SystemId.ShouldNotBe(_fixture.Key.SystemId);
        other.Key.Digest.ShouldNotBe(_fixture.Key.Digest);
        FirstOf(other.Key).ShouldNotBe(FirstOf(_fixture.Key));
        StarkVerifier.Verify(other.Key, _fixture.PublicValues, _fixture.Proof).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Pitfall03_NameAndVersionOfTheMachine_ChangeTheKeyDigest()
    {
        Digest8 digest = _fixture.Key.Digest;

        new VerifyingKey(SmallMachine.Build("small", 2), _fixture.Key.Parameters, _fixture.Key.PreprocessedCap).Digest.ShouldNotBe(digest);
        new VerifyingKey(SmallMachine.Build("other", 1), _fixture.Key.Parameters, _fixture.Key.PreprocessedCap).Digest.ShouldNotBe(digest);
        new VerifyingKey(SmallMachine.Build("small", 1), _fixture.Key.Parameters, _fixture.Key.PreprocessedCap).Digest.ShouldBe(digest);
    }

    [Fact]
    public void Pitfall03_PreprocessedCap_ChangesTheKeyDigestAndFirstChallenge()
    {
        Digest8[] cap = [.. _fixture.Key.PreprocessedCap];
        Tamper(cap, cap.Length - 1);
        VerifyingKey other = new(SmallMachine.Machine, _fixture.Key.Parameters, [.. cap]);

        other.Digest.ShouldNotBe(_fixture.Key.Digest);
        FirstOf(other).ShouldNotBe(FirstOf(_fixture.Key));
    }

    [Fact]
    public void Pitfall04_TrailingZeros_ChangeTheNextChallenge()
    {
        DuplexTranscript<Poseidon2W16> left = new();
        DuplexTranscript<Poseidon2W16> right = new();
        left.Observe(KoalaBear.FromCanonical(5));
        right.Observe(KoalaBear.FromCanonical(5));
        right.Observe(KoalaBear.Zero);

        left.SampleExt().ShouldNotBe(right.SampleExt());
    }

    private int QueryChallenge => (int)Challenge.FirstFold + _fixture.Shape.Schedule.Rounds.Count;

    private static void Tamper(Digest8[] digests, int index)
    {
        KoalaBear[] elements = digests[index].Elements.ToArray();
        elements[7] += KoalaBear.One;
        digests[index] = Digest8.FromElements(elements);
    }

    private Ext5 FirstOf(VerifyingKey key) => new ProtocolTranscript(key, _fixture.PublicValues).SampleConstraintChallenge();

    private int FirstChange(Action<ProofHead> change)
    {
        ProofHead honest = _fixture.Parse().Head;
        ProofHead changed = _fixture.Parse().Head;
        change(changed);
        Ext5[] before = Draw(_fixture.Key, _fixture.PublicValues, honest);
        Ext5[] after = Draw(_fixture.Key, _fixture.PublicValues, changed);
        return Enumerable.Range(0, before.Length).First(i => before[i] != after[i]);
    }

    // Proofs of work are drawn but not judged, so that a changed transcript can be followed to its end.
    private static Ext5[] Draw(VerifyingKey key, KoalaBear[] publicValues, ProofHead head)
    {
        ProtocolTranscript transcript = new(key, publicValues);
        List<Ext5> challenges = [];
        transcript.ObserveMain(head.MainCap);
        _ = transcript.CheckLookup(head.LookupWitness);
        (Ext5 alpha, Ext5 beta) = transcript.SampleLookup();
        challenges.AddRange([alpha, beta]);
        transcript.ObservePermutation(head.PermutationCap, head.Terminals);
        challenges.Add(transcript.SampleConstraintChallenge());
        transcript.ObserveQuotient(head.QuotientCap);
        challenges.Add(transcript.SampleZeta());
        transcript.ObserveOpenings(head.Openings);
        _ = transcript.CheckBatch(head.BatchWitness);
        challenges.Add(transcript.SampleBatch());
        for (int i = 0; i < head.FoldCaps.Length; i++)
        {
            transcript.ObserveFold(head.FoldCaps[i]);
            _ = transcript.CheckFold(head.FoldWitnesses[i]);
            challenges.Add(transcript.SampleFold());
        }

        transcript.ObserveFinal(head.FinalPolynomial);
        _ = transcript.CheckQuery(head.QueryWitness);
        challenges.Add(transcript.SampleFold());
        return [.. challenges];
    }
}
