using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests.Attacks;

/// <summary>What claims and heartbeats are refused for, and what claiming and stalling brings.</summary>
public sealed class ClaimGateTests
{
    private static readonly TaskId Leaf = new(0, 0);

    [Fact]
    public void Claim_OfTheFirstRank_IsPassedOn()
    {
        Desk desk = new();
        desk.Hear(desk.ClaimOf(First(desk), Leaf)).ShouldBe(VerdictReason.None);
        desk.LastVerdict!.Verdict.ShouldBe(MessageVerdict.Accept);
    }

    [Fact]
    public void Claim_WithAnotherSignature_IsRejected()
    {
        Desk desk = new();
        Claim claim = desk.ClaimOf(First(desk), Leaf);
        desk.Hear(claim with { ExpiryMs = claim.ExpiryMs - 1 }).ShouldBe(VerdictReason.BadSignature);
        desk.LastVerdict!.Verdict.ShouldBe(MessageVerdict.Reject);
    }

    [Fact]
    public void Claim_OnAnotherTopic_IsRejected()
    {
        Desk desk = new();
        desk.Tell(new MessageReceived(MeshTopic.Header, TestKeys.Node(1), desk.ClaimOf(First(desk), Leaf), 99));
        desk.VerdictOf(99).ShouldBe(new GiveVerdict(99, MessageVerdict.Reject, VerdictReason.Malformed));
    }

    [Fact]
    public void Claim_OfAnUnregisteredKey_IsIgnored()
    {
        Desk desk = new();
        desk.Hear(desk.ClaimOf(500, Leaf)).ShouldBe(VerdictReason.UnknownNode);
        desk.LastVerdict!.Verdict.ShouldBe(MessageVerdict.Ignore);
    }

    [Theory]
    [InlineData(0, 4, VerdictReason.NoSuchTask)]
    [InlineData(2, 1, VerdictReason.NoSuchTask)]
    [InlineData(9, 0, VerdictReason.NoSuchTask)]
    [InlineData(-1, 0, VerdictReason.NoSuchTask)]
    public void Claim_OfAPositionThatDoesNotExist_IsRejected(int level, int index, VerdictReason reason)
    {
        Desk desk = new();
        desk.Hear(desk.ClaimOf(1, new TaskId(level, index))).ShouldBe(reason);
    }

    [Fact]
    public void Claim_OfAnUnknownBatch_IsIgnored()
    {
        Desk desk = new();
        Claim claim = KeyedHashAuthenticator.Signed(desk.ClaimOf(1, Leaf) with { Batch = TestKeys.Batch(9) });
        desk.Hear(claim).ShouldBe(VerdictReason.UnknownBatch);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(70_000)]
    public void Claim_PastOrTooLong_IsIgnored(long lifeMs)
    {
        Desk desk = new();
        desk.Hear(desk.ClaimOf(First(desk), Leaf, lifeMs)).ShouldBe(VerdictReason.BadExpiry);
    }

    [Fact]
    public void Claim_SecondOfOneNodeForOneTask_IsIgnoredSoThatClaimsAreNeverExtended()
    {
        Desk desk = new();
        desk.Hear(desk.ClaimOf(First(desk), Leaf, 20_000)).ShouldBe(VerdictReason.None);
        desk.Hear(desk.ClaimOf(First(desk), Leaf, 30_000)).ShouldBe(VerdictReason.Duplicate);
    }

    [Fact]
    public void Claim_MoreThanAStepEarly_IsIgnoredAndNobodyIsPunished()
    {
        Desk desk = new();
        int late = Others(desk).Last();
        desk.Hear(desk.ClaimOf(late, Leaf)).ShouldBe(VerdictReason.TooEarly);
        desk.Said.OfType<BanPeer>().ShouldBeEmpty();
        desk.Wait(30);
        desk.Hear(desk.ClaimOf(late, Leaf)).ShouldBe(VerdictReason.None);
    }

    [Fact]
    public void Claim_BetterRankWithinASecond_TakesOverAndLaterDoesNot()
    {
        Desk desk = new();
        desk.Wait(30);
        int[] others = [.. Others(desk)];
        desk.Hear(desk.ClaimOf(others[3], Leaf)).ShouldBe(VerdictReason.None);
        desk.Wait(0.9);
        desk.Hear(desk.ClaimOf(others[2], Leaf)).ShouldBe(VerdictReason.None);
        desk.Wait(1.1);
        desk.Hear(desk.ClaimOf(others[1], Leaf)).ShouldBe(VerdictReason.TaskTaken);
        desk.Hear(desk.ClaimOf(others[4], Leaf)).ShouldBe(VerdictReason.TaskTaken);
    }

    [Fact]
    public void Claims_MoreThanTheStakeAllows_AreIgnored()
    {
        Desk desk = new(nodes: 2, shards: 64);
        int accepted = 0;
        desk.Wait(30);
        for (int i = 0; i < 64; i++)
        {
            accepted += desk.Hear(desk.ClaimOf(1, new TaskId(0, i))) == VerdictReason.None ? 1 : 0;
        }

        // One coin of stake over a bond of pot / 4, and one whose header may be on its way.
        accepted.ShouldBe(5);
        desk.LastVerdict!.Reason.ShouldBe(VerdictReason.OverExposure);
    }

    [Fact]
    public void Stalling_WithoutHeartbeats_EndsAfterHalfALifeAndIsServedAWaveLater()
    {
        Desk desk = new();
        int staller = First(desk);
        desk.Hear(desk.ClaimOf(staller, Leaf, 60_000)).ShouldBe(VerdictReason.None);
        desk.Wait(30);
        int rival = Others(desk).ElementAt(1);
        desk.Hear(desk.ClaimOf(rival, Leaf)).ShouldBe(VerdictReason.TaskTaken);
        desk.Wait(2);
        desk.Hear(desk.ClaimOf(rival, Leaf)).ShouldBe(VerdictReason.None);
    }

    [Theory]
    [InlineData(false, VerdictReason.None)]
    [InlineData(true, VerdictReason.TooEarly)]
    public void Stalling_Once_CostsAWaveForTenMinutes(bool stalled, VerdictReason secondRankAWaveEarly)
    {
        Desk desk = new(shards: 64);
        int staller = First(desk);
        if (stalled)
        {
            desk.Hear(desk.ClaimOf(staller, Leaf, 60_000)).ShouldBe(VerdictReason.None);
        }

        desk.Wait(32);
        BatchInfo next = desk.NewBatch(2, 64) with { CommitBlock = new BlockRef(desk.Head, default), CommitTimeMs = desk.NowMs };
        desk.Tell(new BatchCommitted(next));
        desk.Block(1);
        RankBook book = new(next.Randomness, next.Key, desk.Book.Stakes);
        TaskId task = ProofTree.Of(64).Tasks.First(other => other.IsLeaf && book.RankOf(other, TestKeys.Node(staller)) == 1);
        desk.Hear(KeyedHashAuthenticator.Signed(desk.ClaimOf(staller, task) with { Batch = next.Key })).ShouldBe(secondRankAWaveEarly);
    }

    [Fact]
    public void Heartbeats_AtEveryQuarter_KeepAClaimAliveUntilItsExpiryOnly()
    {
        Desk desk = new();
        int prover = First(desk);
        desk.Hear(desk.ClaimOf(prover, Leaf, 62_000)).ShouldBe(VerdictReason.None);
        for (int quarter = 1; quarter <= 3; quarter++)
        {
            desk.Wait(15.6);
            desk.Hear(Beat(desk, prover, quarter)).ShouldBe(VerdictReason.None);
        }

        desk.Wait(10);
        desk.Hear(desk.ClaimOf(desk.Ranked(Leaf, 1), Leaf)).ShouldBe(VerdictReason.TaskTaken);
        desk.Wait(6);
        desk.Hear(desk.ClaimOf(desk.Ranked(Leaf, 1), Leaf)).ShouldBe(VerdictReason.None);
    }

    [Fact]
    public void Heartbeats_AheadOfTime_AreIgnored()
    {
        Desk desk = new();
        desk.Hear(desk.ClaimOf(First(desk), Leaf)).ShouldBe(VerdictReason.None);
        desk.Hear(Beat(desk, First(desk), 3)).ShouldBe(VerdictReason.TooEarly);
        desk.Hear(Beat(desk, First(desk), 4)).ShouldBe(VerdictReason.Malformed);
        desk.Hear(Beat(desk, First(desk), 0)).ShouldBe(VerdictReason.Malformed);
        desk.Hear(Beat(desk, desk.Ranked(Leaf, 1), 1)).ShouldBe(VerdictReason.NoClaim);
    }

    [Fact]
    public void Heartbeat_SignedByAnother_IsRejected()
    {
        Desk desk = new();
        desk.Hear(desk.ClaimOf(First(desk), Leaf, 60_000));
        desk.Wait(16);
        desk.Hear(Beat(desk, First(desk), 1) with { Signature = default }).ShouldBe(VerdictReason.BadSignature);
    }

    private static int First(Desk desk) => Others(desk).First();

    private static IEnumerable<int> Others(Desk desk) => Enumerable.Range(0, 8).Select(rank => desk.Ranked(Leaf, rank)).Where(node => node != 0);

    private static ClaimHeartbeat Beat(Desk desk, int node, int quarter) => KeyedHashAuthenticator.Signed(
        new ClaimHeartbeat(desk.Batch.Key, Leaf, quarter, TestKeys.Node(node), default));
}
