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
    [InlineData(1, 6)]
    [InlineData(2, 6)]
    [InlineData(3, 6)]
    [InlineData(4, 3)]
    public void Victim_WhoseMessagesEveryPeerDrops_ClaimsOnChainAndIsPaid(int seed, int nodes)
    {
        const int Victim = 0;
        MeshRig rig = new(new RigOptions { Nodes = nodes, Shards = 16, Seed = (ulong)seed });
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
    public void Claimant_WhoHasAnnouncedTheMergeAlready_MakesItAgainAndTellsNobody()
    {
        Desk desk = new(nodes: 3, shards: 2, adjust: options => options with { ProverSlots = 1, CanFinalise = false });
        TaskId root = desk.Tree.Root;
        OutboxEntry Stored(TaskId task, params int[] payees)
        {
            Address[] paid = [.. payees.Select(TestKeys.Payout)];
            OutboxEntry made = new(desk.Batch.Key, task, false, desk.Proofs.Prove(desk.Batch, task, paid), 1000, paid);
            desk.Tell(new OutboxStored(made));
            return made;
        }

        OutboxEntry leaf = Stored(new TaskId(0, 0), 0);
        int mark = desk.Said.Count;
        desk.Hear(desk.HeaderOf(2, new TaskId(0, 1), desk.ProofBy(2, new TaskId(0, 1))));
        OutboxEntry first = Stored(root, 2, 2, 0);
        desk.Tell(new ClaimsCommitted(desk.Head, desk.Batch.Key, 0, 1, TestKeys.Account(0), TestKeys.Payout(0)));
        for (int i = 0; i < 60; i++)
        {
            int next = desk.Said.Count;
            desk.Block(1);
            desk.Serve(mark);
            mark = next;
        }

        StartJob again = desk.Said.OfType<StartJob>().Last();
        again.Job.ShouldBe(new JobId(desk.Batch.Key, root, JobKind.Merge));
        again.Inputs[0].ShouldBe(leaf.Proof);
        Address[] credited = [TestKeys.Payout(0), TestKeys.Payout(2), TestKeys.Payout(0)];
        desk.Tell(new JobFinished(again.Job, desk.Proofs.Prove(desk.Batch, root, credited), 1000, credited));
        OutboxEntry remade = desk.Said.OfType<StoreInOutbox>().Last().Entry;
        remade.IsPrivate.ShouldBeTrue();
        desk.Tell(new OutboxStored(remade));
        desk.Block(60);
        desk.Said.OfType<Publish>().Select(publish => publish.Message).OfType<ProofHeader>().Where(header => header.Task == root)
            .ShouldAllBe(header => header.Proof == first.Proof, "a second header would be equivocation");
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
