using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Fri;

public sealed class FriVerifierTests
{
    private const ulong Seed = 0xF51;

    private static ProofParameters Parameters { get; } = ProofParameters.InsecureTest;

    public static TheoryData<int[]> Heights => [[5], [5, 3], [6, 3, 2], [5, 4], [4, 1], [1], [7, 7, 6]];

    [Theory]
    [MemberData(nameof(Heights))]
    public void HonestCodewords_AreAccepted(int[] logHeights)
    {
        foreach (int logArity in new[] { 1, 2, 3 })
        {
            ProofParameters parameters = Parameters with { LogFoldingArity = logArity };

            new FriFixture(Seed, parameters, logHeights).Check().ShouldBe(VerifyResult.Valid);
        }
    }

    [Theory]
    [MemberData(nameof(Heights))]
    public void AnyOpenedValueChanged_IsRefused(int[] logHeights)
    {
        FriFixture fixture = new(Seed, Parameters, logHeights);
        for (int round = 0; round < fixture.Rounds.Length; round++)
        {
            KoalaBear[] row = fixture.Rounds[round].Rows[0];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] += KoalaBear.One;
                fixture.Check().IsValid.ShouldBeFalse($"round {round} element {i}");
                row[i] -= KoalaBear.One;
            }
        }

        fixture.Check().IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Pitfall14_AnyFinalCoefficientChanged_IsRefused()
    {
        FriFixture fixture = new(Seed, Parameters, 5, 3);
        for (int i = 0; i < fixture.Final.Length; i++)
        {
            fixture.Final[i] += Ext5.One;
            fixture.Check().Status.ShouldBe(VerifyStatus.FinalPolynomialMismatch);
            fixture.Final[i] -= Ext5.One;
        }
    }

    [Fact]
    public void Pitfall14_FinalPolynomialOfAnotherLength_IsRefused()
    {
        FriFixture fixture = new(Seed, Parameters, 5, 3);
        Ext5[] honest = fixture.Final;

        fixture.Final = honest[..^1];
        fixture.Check().Status.ShouldBe(VerifyStatus.FinalPolynomialMismatch);
        fixture.Final = [.. honest, Ext5.One];
        fixture.Check().Status.ShouldBe(VerifyStatus.FinalPolynomialMismatch);
    }

    [Fact]
    public void AnyFoldingChallengeChanged_IsRefused()
    {
        FriFixture fixture = new(Seed, Parameters, 6, 3, 2);
        for (int i = 0; i < fixture.Challenges.Folds.Length; i++)
        {
            fixture.Challenges.Folds[i] += Ext5.One;
            fixture.Check().IsValid.ShouldBeFalse();
            fixture.Challenges.Folds[i] -= Ext5.One;
        }
    }

    // Two false codewords whose errors cancel would pass if a lower height were added without a fresh power of the challenge.
    [Fact]
    public void Pitfall15_CancellingErrorsAtTwoHeights_AreRefused()
    {
        ProofParameters parameters = Parameters with { QueryCount = 32 };
        FriFixture honest = new(Seed, parameters, 5, 3);
        FriRound round = honest.Shape.Schedule.Rounds[0];
        Dictionary<int, Ext5[]> codewords = honest.Codewords.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        Prng prng = new(Seed);
        Ext5[] error = FriFoldingTests.RandomExtensions(prng, 1 << round.LogSizeAfter);
        for (int i = 0; i < codewords[5].Length; i++)
        {
            // A vector constant on each group folds to itself, whatever the challenge.
            codewords[5][i] += error[i & (error.Length - 1)];
        }

        for (int i = 0; i < error.Length; i++)
        {
            codewords[3][i] -= error[i];
        }

        FriFixture forged = new(Seed, parameters, [5, 3], codewords);

        round.RollsIn.ShouldBeTrue();
        forged.Check().IsValid.ShouldBeFalse();
    }

    [Fact]
    public void CodewordOfTooHighDegree_IsRefused()
    {
        ProofParameters parameters = Parameters with { QueryCount = 32 };
        Ext5[] tooLong = FriFoldingTests.RandomExtensions(new Prng(Seed), 33);
        Dictionary<int, Ext5[]> codewords = new() { [5] = FriFoldingTests.Codeword(tooLong, 7) };

        new FriFixture(Seed, parameters, [5], codewords).Check().Status.ShouldBe(VerifyStatus.FinalPolynomialMismatch);
    }

    [Fact]
    public void LowerCodewordOfTooHighDegree_IsRefused()
    {
        ProofParameters parameters = Parameters with { QueryCount = 32 };
        Prng prng = new(Seed);
        Dictionary<int, Ext5[]> codewords = new()
        {
            [5] = FriFoldingTests.Codeword(FriFoldingTests.RandomExtensions(prng, 32), 7),
            [3] = FriFoldingTests.Codeword(FriFoldingTests.RandomExtensions(prng, 9), 5),
        };

        new FriFixture(Seed, parameters, [5, 3], codewords).Check().Status.ShouldBe(VerifyStatus.FinalPolynomialMismatch);
    }

    [Fact]
    public void Pitfall20_RepeatedQueryIndices_AreLegal()
    {
        FriFixture fixture = new(Seed, Parameters with { QueryCount = 64 }, 3, 2);

        fixture.Challenges.Queries.Distinct().Count().ShouldBeLessThan(64);
        fixture.Check().ShouldBe(VerifyResult.Valid);
    }
}
