using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests;

/// <summary>Deaths, restarts, reorganisations.</summary>
public sealed class ResilienceTests
{
    private const double Patience = 1200;

    private static MeshRig Rig(ulong seed, int nodes = 6, int shards = 6, MeshMode mode = MeshMode.Ranked)
    {
        MeshRig rig = new(new RigOptions { Nodes = nodes, Shards = shards, Seed = seed, Mode = mode });
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Commit(1);
        return rig;
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 15)]
    [InlineData(3, 25)]
    [InlineData(4, 35)]
    [InlineData(5, 55)]
    public void Kill_AnyOneProcessAtAnyTime_SettlementContinues(int victim, double after)
    {
        MeshRig rig = Rig((ulong)victim);
        rig.RunFor(after);
        rig.Nodes[victim].Dead = true;
        rig.RunUntil(() => rig.Settled.Count == 1, Patience, "the batch settles without it");
        rig.CheckPayments();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Kill_EveryNodeInTurn_SettlementContinues(int seed)
    {
        MeshRig rig = Rig((ulong)seed);
        foreach (RigNode node in rig.Nodes)
        {
            rig.RunFor(7);
            node.Dead = true;
            rig.RunFor(4);
            rig.Restart(node);
        }

        rig.RunUntil(() => rig.Settled.Count == 1, Patience, "the batch settles");
        rig.CheckPayments();
    }

    [Fact]
    public void Restart_WithAnOutbox_AnnouncesTheSameHeaderAgainAndNeverEquivocates()
    {
        MeshRig rig = Rig(6, nodes: 2, shards: 3);
        rig.RunUntil(() => rig.Nodes[0].Outbox.Count > 0, Patience, "a proof is in the outbox");
        rig.RunFor(1);
        RigNode node = rig.Nodes[0];
        ProofHeader before = Headers(node).First();
        rig.Restart(node);
        rig.RunFor(1);
        Headers(node).Last(header => header.Task == before.Task).ShouldBe(before);
        rig.RunUntil(() => rig.Settled.Count == 1, Patience, "the batch settles");
        rig.Nodes.SelectMany(other => other.Said).OfType<BanPeer>().ShouldBeEmpty();
    }

    [Fact]
    public void Crash_BetweenFinishingAndStoring_AnnouncesNothing()
    {
        Desk desk = new(nodes: 1, adjust: options => options with { ProverSlots = 1 });
        StartJob start = desk.Said.OfType<StartJob>().Single();
        ProofHash proof = desk.ProofBy(0, start.Job.Task);
        desk.Tell(new JobFinished(start.Job, proof, 1000, [TestKeys.Payout(0)]));
        OutboxEntry entry = desk.Said.OfType<StoreInOutbox>().Single().Entry;
        Headers(desk).ShouldBeEmpty();
        desk.Tell(new OutboxStored(entry));
        Headers(desk).Single().Proof.ShouldBe(proof);
    }

    [Fact]
    public void Job_CancelledJustAsItFinished_IsNotLost()
    {
        Desk desk = new(adjust: options => options with { ProverSlots = 1 });
        desk.Wait(40);
        StartJob start = desk.Said.OfType<StartJob>().First();
        desk.Tell(new ChainRolledBack(new BlockRef(5, default)));
        desk.Tell(new JobFinished(start.Job, desk.ProofBy(0, start.Job.Task), 1000, [TestKeys.Payout(0)]));
        desk.Said.OfType<StoreInOutbox>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Reorganisation_CommitMovesToAnotherBlock_KeepsEveryFinishedProof()
    {
        Desk desk = new(nodes: 1, adjust: options => options with { ProverSlots = 1 });
        StartJob start = desk.Said.OfType<StartJob>().Single();
        ProofHash proof = desk.ProofBy(0, start.Job.Task);
        desk.Tell(new JobFinished(start.Job, proof, 1000, [TestKeys.Payout(0)]));
        desk.Tell(new OutboxStored(desk.Said.OfType<StoreInOutbox>().Single().Entry));
        desk.Tell(new ChainRolledBack(new BlockRef(9, default)));
        desk.Tell(new ChainHeadMoved(new BlockRef(10, default), desk.NowMs));
        desk.Tell(new ChainHeadMoved(new BlockRef(11, default), desk.NowMs));
        desk.Tell(new BatchCommitted(desk.Batch with { CommitBlock = new BlockRef(11, default), Randomness = TestKeys.Hash("other") }));
        desk.Tell(new ChainHeadMoved(new BlockRef(12, default), desk.NowMs));
        desk.Wait(30);
        desk.Said.OfType<StartJob>().Count(other => other.Job == start.Job).ShouldBe(1);
        desk.Said.OfType<ReleaseFromOutbox>().ShouldBeEmpty();
        desk.Tell(new ProofRequested(TestKeys.Node(1), new ProofRequest(proof), 1)).ShouldContain(new ServeProof(1, proof));
    }

    [Fact]
    public void Reorganisation_SettlementUnsaid_TheBatchIsLiveAgainAndTheFinalProofSentAgain()
    {
        MeshRig rig = Rig(7, nodes: 1, shards: 2);
        rig.RunUntil(() => rig.Settled.Count == 1, Patience, "the batch settles");
        rig.RunFor(3);
        RigNode node = rig.Nodes[0];
        int sent = node.Said.OfType<SendSettlement>().Count();
        ulong settled = rig.Chain.OfType<BatchSettled>().Single().Block;
        rig.Tell(node, new ChainRolledBack(new BlockRef(settled - 1, default)));
        rig.RunFor(3);
        node.Said.OfType<SendSettlement>().Count().ShouldBe(sent + 1);
        node.Outbox.ShouldNotBeEmpty();
    }

    [Fact]
    public void Outbox_AfterTheConfirmations_IsReleasedAndNotBefore()
    {
        MeshRig rig = Rig(8, nodes: 3, shards: 4);
        rig.RunUntil(() => rig.Settled.Count == 1, Patience, "the batch settles");
        rig.RunFor(20);
        rig.Nodes.Sum(node => node.Outbox.Count).ShouldBe(8);
        rig.RunFor(20);
        rig.Nodes.Sum(node => node.Outbox.Count).ShouldBe(0);
        rig.Nodes.ShouldAllBe(node => node.Node.Sizes.Batches == 0);
    }

    [Fact]
    public void OpenRace_EveryoneProves_SettlesAndWastes()
    {
        MeshRig rig = Rig(9, mode: MeshMode.OpenRace);
        rig.RunUntil(() => rig.Settled.Count == 1, Patience, "the batch settles");
        rig.CheckPayments();
        rig.Nodes.SelectMany(node => node.Said).OfType<Publish>().ShouldNotContain(publish => publish.Message is Claim);
        rig.Nodes.Sum(node => node.JobsStarted).ShouldBeGreaterThan(12);
    }

    [Fact]
    public void Solo_OneNodeProvesAll()
    {
        MeshRig rig = Rig(10, mode: MeshMode.Solo);
        rig.RunUntil(() => rig.Settled.Count == 1, Patience, "the batch settles");
        rig.Nodes.Skip(1).Sum(node => node.JobsStarted).ShouldBe(0);
        rig.Paid().Distinct().ShouldBe([TestKeys.Payout(0)]);
    }

    [Fact]
    public void SeveralBatches_Committed_SettleInTheirOrder()
    {
        MeshRig rig = Rig(11);
        rig.RunFor(2);
        rig.Commit(2);
        rig.RunFor(2);
        rig.Commit(3);
        rig.RunUntil(() => rig.Settled.Count == 3, Patience, "three batches settle");
        rig.Settled.Select(settled => settled.Batch).ShouldBe([TestKeys.Batch(1), TestKeys.Batch(2), TestKeys.Batch(3)]);
        rig.CheckPayments();
    }

    [Fact]
    public void NoStakeAtAll_AfterTheOpenTime_AnybodyProves()
    {
        MeshRig rig = new(new RigOptions { Nodes = 3, Shards = 4, Seed = 12, Registered = 0 });
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Commit(1);
        rig.RunFor(590);
        rig.Nodes.Sum(node => node.JobsStarted).ShouldBe(0);
        rig.RunUntil(() => rig.Settled.Count == 1, 600, "unregistered nodes settle");
        rig.CheckPayments();
    }

    [Fact]
    public void NobodyProves_AtTheExpiry_TheBatchIsExpired()
    {
        MeshRig rig = new(new RigOptions { Nodes = 2, Shards = 2, Seed = 13, Adjust = (_, options) => options with { ProverSlots = 0 } });
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Commit(1);
        rig.RunFor(2395);
        rig.Chain.OfType<BatchExpired>().ShouldBeEmpty();
        rig.RunFor(20);
        rig.Chain.OfType<BatchExpired>().ShouldHaveSingleItem();
    }

    private static IEnumerable<ProofHeader> Headers(RigNode node) => node.Said.OfType<Publish>().Select(publish => publish.Message).OfType<ProofHeader>();

    private static IEnumerable<ProofHeader> Headers(Desk desk) => desk.Said.OfType<Publish>().Select(publish => publish.Message).OfType<ProofHeader>();
}
