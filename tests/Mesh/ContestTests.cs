using P2PProver.Crypto;
using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests;

/// <summary>Claims on chain: when they bind, whose turn it is, and when a node makes its own.</summary>
public sealed class ContestTests
{
    private const int Claimant = 3;

    /// <summary>A final proof of node 2 that pays this node for the first leaf, while somebody has claimed that leaf on chain.</summary>
    private static Desk WithFinal(int paidForTheFirstLeaf, params int[] claimants)
    {
        Desk desk = new();
        for (int i = 0; i < claimants.Length; i++)
        {
            desk.Tell(new ClaimsCommitted(
                desk.Head, desk.Batch.Key, 0, 1UL << i, TestKeys.Account(claimants[i]), TestKeys.Payout(claimants[i])));
        }

        Address[] payees = [.. Enumerable.Repeat(TestKeys.Payout(2), desk.Tree.Count)];
        payees[0] = TestKeys.Payout(paidForTheFirstLeaf);
        desk.Block(21);
        int mark = desk.Said.Count;
        desk.Hear(desk.FinalOf(2, desk.Proofs.Finalise(desk.Batch, payees, TestKeys.Payout(2)))).ShouldBe(VerdictReason.None);
        desk.Block(12);
        desk.Serve(mark);
        return desk;
    }

    private static int Sent(Desk desk) => desk.Said.OfType<SendSettlement>().Count();

    [Fact]
    public void Settlement_NothingClaimedOnChain_IsSentInTurn() => Sent(WithFinal(2)).ShouldBe(1);

    [Fact]
    public void Settlement_CreditsTheClaimant_IsSent() => Sent(WithFinal(Claimant, Claimant)).ShouldBe(1);

    [Fact]
    public void Settlement_LeavesOutAClaimantWhileItBinds_WaitsForTheEndOfItsTurn()
    {
        Desk desk = WithFinal(2, Claimant);
        desk.Block(550);
        Sent(desk).ShouldBe(0);
        desk.Block(16 + 20);
        Sent(desk).ShouldBe(1, "the claimant's turn of 20 blocks has ended");
    }

    [Fact]
    public void Settlement_TwoClaimants_HaveOneTurnEachInOrder()
    {
        // Pays the first claimant; leaves out the second until its turn, and in the first turn only the first counts.
        Desk desk = WithFinal(Claimant, Claimant, 4);
        desk.Block(540);
        Sent(desk).ShouldBe(0);
        desk.Block(27);
        Sent(desk).ShouldBe(1);
    }

    [Fact]
    public void Settlement_LeavesOutTheFirstButCreditsTheSecond_IsSentInTheSecondTurn()
    {
        Desk desk = new();
        desk.Tell(new ClaimsCommitted(desk.Head, desk.Batch.Key, 0, 2, TestKeys.Account(4), TestKeys.Payout(4)));
        desk.Tell(new ClaimsCommitted(desk.Head, desk.Batch.Key, 0, 1, TestKeys.Account(Claimant), TestKeys.Payout(Claimant)));
        Address[] payees = [.. Enumerable.Repeat(TestKeys.Payout(Claimant), desk.Tree.Count)];
        desk.Block(21);
        int mark = desk.Said.Count;
        desk.Hear(desk.FinalOf(2, desk.Proofs.Finalise(desk.Batch, payees, TestKeys.Payout(2))));
        desk.Block(12);
        desk.Serve(mark);
        desk.Block(566 + 18);
        Sent(desk).ShouldBe(0);
        desk.Block(4);
        Sent(desk).ShouldBe(1);
    }

    [Fact]
    public void Settlement_ClaimTooYoungToBind_DoesNotWait()
    {
        Desk desk = new();
        int mark = desk.Said.Count;
        Address[] payees = [.. Enumerable.Repeat(TestKeys.Payout(2), desk.Tree.Count)];
        desk.Hear(desk.FinalOf(2, desk.Proofs.Finalise(desk.Batch, payees, TestKeys.Payout(2))));
        desk.Block(1);
        desk.Tell(new ClaimsCommitted(desk.Head, desk.Batch.Key, 0, 1, TestKeys.Account(Claimant), TestKeys.Payout(Claimant)));
        desk.Block(11);
        desk.Serve(mark);
        Sent(desk).ShouldBe(1, "a claim cannot snipe a settlement in flight");
    }

    [Fact]
    public void Claim_RolledBack_BindsNoMore()
    {
        Desk desk = WithFinal(2, Claimant);
        Sent(desk).ShouldBe(0);
        ulong head = desk.Head;
        desk.Tell(new ChainRolledBack(new BlockRef(10, default)));
        desk.Tell(new ChainHeadMoved(new BlockRef(head + 1, default), desk.NowMs));
        Sent(desk).ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Victim_WhoseMessagesEveryPeerDrops_ClaimsOnChainAndIsPaid(int seed)
    {
        const int Victim = 0;
        MeshRig rig = new(new RigOptions { Nodes = 6, Shards = 16, Seed = (ulong)seed });
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Passes = (from, _, _) => from != Victim;
        rig.Commit(1);
        rig.RunUntil(() => rig.Settled.Count == 1, 1200, "the batch settles");
        rig.CheckPayments();
        rig.Reverts.ShouldBe(0);
        rig.Nodes[Victim].Said.OfType<SendClaims>().ShouldNotBeEmpty();
        rig.Paid().ShouldContain(TestKeys.Payout(Victim));
        foreach (ClaimsCommitted claims in rig.Chain.OfType<ClaimsCommitted>())
        {
            TaskId[] claimed = [.. ProofTree.Of(16).Tasks.Where(task => task.Level == claims.Level && (claims.Bitmap >> task.Index & 1) != 0)];
            claimed.ShouldAllBe(task => rig.IsPaid(task, claims.Payout), "who has delivered is paid or not slashed");
        }
    }

    [Fact]
    public void HappyPath_NoCensorship_NobodyClaimsOnChain()
    {
        MeshRig rig = new(new RigOptions { Nodes = 8, Shards = 16, Seed = 4 });
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Commit(1);
        rig.RunUntil(() => rig.Settled.Count == 1, 1200, "the batch settles");
        rig.Nodes.SelectMany(node => node.Said).OfType<SendClaims>().ShouldBeEmpty();
    }

    [Fact]
    public void Staller_WhoGrabsPositionsOnChain_DelaysUntilItsTurnEndsAtMost()
    {
        MeshRig rig = new(new RigOptions { Nodes = 6, Shards = 4, Seed = 5 });
        rig.ConnectAll();
        rig.RunFor(3);
        RigNode staller = rig.Nodes[5];
        staller.Dead = true;
        BatchInfo batch = rig.Commit(1);
        rig.RunFor(2);
        rig.Include(new ClaimsCommitted(rig.Block + 1, batch.Key, 0, 1, staller.Options.Account, staller.Options.Payout));
        rig.RunUntil(() => rig.Settled.Count == 1, 600 + 40, "the batch settles soon after T_open");
        rig.Seconds.ShouldBeGreaterThan(600);
        rig.Reverts.ShouldBe(0);
        rig.CheckPayments();
    }
}
