using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests.Attacks;

/// <summary>Attacks on a small network: it settles, pays only those who proved, and nobody is harmed.</summary>
public sealed class NetworkAttackTests
{
    private const double Patience = 1200;

    private static MeshRig Rig(ulong seed, int nodes = 8, int shards = 8, Func<MeshOptions, MeshOptions>? adjust = null)
    {
        MeshRig rig = new(new RigOptions { Nodes = nodes, Shards = shards, Seed = seed, Adjust = (_, options) => adjust?.Invoke(options) ?? options });
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Commit(1);
        return rig;
    }

    private static void Settles(MeshRig rig, double seconds = Patience)
    {
        rig.RunUntil(() => rig.Settled.Count == 1, seconds, "the batch settles");
        rig.CheckPayments();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ClaimAndStall_ThirdOfTheNodes_SettlesAndLosesHalfALifePerLevelAtMost(int seed)
    {
        MeshRig rig = Rig((ulong)seed);
        bool Stalls(int node) => node < 3;
        foreach (RigNode node in rig.Nodes.Where(node => Stalls(node.Number)))
        {
            node.Slowness = 1e6;
        }

        rig.Passes = (from, _, message) => !(Stalls(from) && message is ClaimHeartbeat);
        Settles(rig);
        rig.Nodes.Where(node => Stalls(node.Number)).Sum(node => node.JobsDone).ShouldBe(0);
    }

    [Fact]
    public void Withholding_HeadersWithoutBytes_AreProvenAgainByOthers()
    {
        MeshRig rig = Rig(4);
        rig.Reaches = (_, to) => to > 1;
        Settles(rig);
        rig.Paid().ShouldNotContain(TestKeys.Payout(0));
        rig.Paid().ShouldNotContain(TestKeys.Payout(1));
    }

    [Fact]
    public void WrongStatements_FromTwoNodes_EarnNothingAndTheyAreBannedEverywhereAsked()
    {
        MeshRig rig = Rig(5);
        rig.Forge = (node, finished, batch) => node.Number > 1 || finished.Job.Kind == JobKind.Finalise ? finished : Lie(rig, finished, batch);
        Settles(rig);
        rig.Paid().ShouldNotContain(TestKeys.Payout(0));
        rig.Nodes.Skip(2).SelectMany(node => node.Said).OfType<BanPeer>().ShouldAllBe(ban => ban.Peer == TestKeys.Node(0) || ban.Peer == TestKeys.Node(1));
    }

    [Fact]
    public void Theft_EveryProofAnnouncedAgainByAThief_PaysTheProvers()
    {
        MeshRig rig = Rig(6);
        RigNode thief = rig.Nodes[0];
        thief.Dead = true;
        int attempts = 0;
        rig.Overhears = (_, message) =>
        {
            if (message is ProofHeader header && header.Node != thief.Id)
            {
                attempts++;
                rig.Inject(thief, MeshTopic.Header, KeyedHashAuthenticator.Signed(header with { Node = thief.Id }));
            }
        };
        Settles(rig);
        attempts.ShouldBeGreaterThan(14);
        rig.Paid().ShouldNotContain(thief.Options.Payout);
    }

    [Fact]
    public void Theft_PayeesExchangedBesideEveryProof_IsRefused()
    {
        MeshRig rig = Rig(7);
        RigNode thief = rig.Nodes[0];
        thief.Dead = true;
        rig.Overhears = (_, message) =>
        {
            if (message is not ProofHeader header || header.Node == thief.Id)
            {
                return;
            }

            ProofContents contents = rig.Proofs.Verify(header.Proof)!;
            ProofHash stolen = rig.Proofs.Put($"stolen {header.Proof.Value}", contents with
            {
                Payees = [.. contents.Payees.Select(_ => thief.Options.Payout)],
            });
            thief.Bytes.Add(stolen);
            rig.Inject(thief, MeshTopic.Header, KeyedHashAuthenticator.Signed(header with { Node = thief.Id, Proof = stolen }));
        };
        Settles(rig);
        rig.Paid().ShouldNotContain(thief.Options.Payout);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void PartitionAndHeal_HalfAndHalf_SettlesOnceAndNoFinishedProofIsLost(int cut)
    {
        MeshRig rig = Rig((ulong)(8 + cut));
        bool healed = false;
        bool Together(int one, int other) => healed || one % 2 == other % 2;
        rig.RunFor(cut);
        rig.Passes = (from, to, _) => Together(from, to);
        rig.Reaches = Together;
        rig.RunFor(40);
        healed = true;
        Settles(rig);
        rig.RunFor(5);
        rig.Settled.Count.ShouldBe(1);
    }

    [Fact]
    public void Eclipse_OneNodeHearsOnlyTheChain_TheOthersSettleAndItCatchesUpAfterwards()
    {
        MeshRig rig = Rig(12);
        bool eclipsed = true;
        rig.Passes = (from, to, _) => !eclipsed || (from != 0 && to != 0);
        rig.Reaches = (from, to) => !eclipsed || (from != 0 && to != 0);
        Settles(rig);
        eclipsed = false;
        rig.Commit(2);
        rig.RunUntil(() => rig.Settled.Count == 2, Patience, "the next batch settles with it");
    }

    [Fact]
    public void ChainCensor_IgnoresEverySettlementOfMostNodes_OthersSendIt()
    {
        MeshRig rig = Rig(13);
        rig.Includes = (node, command) => command is not SendSettlement || node == 7;
        Settles(rig);
    }

    [Fact]
    public void MessageFlood_ClaimsAndHeadersOfOneNode_StayWithinAllBoundsAndTheBatchSettles()
    {
        MeshRig rig = Rig(14);
        RigNode attacker = rig.Nodes[0];
        attacker.Dead = true;
        void Flood(int round)
        {
            foreach (TaskId task in ProofTree.Of(8).Tasks)
            {
                long expiryMs = rig.Now.ToUnixTimeMilliseconds() + 20_000;
                rig.Inject(attacker, MeshTopic.Claim, KeyedHashAuthenticator.Signed(new Claim(TestKeys.Batch(1), task, expiryMs, attacker.Id, default)));
                ProofHash hash = TestKeys.Proof($"flood {round} {task}");
                rig.Inject(attacker, MeshTopic.Header, KeyedHashAuthenticator.Signed(
                    new ProofHeader(TestKeys.Batch(1), task, hash, 1000, attacker.Id, default)));
            }

            if (round < 60)
            {
                rig.At(500, () => Flood(round + 1));
            }
        }

        rig.RunFor(2);
        Flood(0);
        Settles(rig);
        rig.Nodes.ShouldAllBe(node => node.Node.Sizes.Exceeded() == null);
    }

    private static JobFinished Lie(MeshRig rig, JobFinished finished, BatchInfo batch)
    {
        ProofContents contents = rig.Proofs.Verify(finished.Proof)!;
        ProofStatement statement = contents.Statement with { After = contents.Statement.After with { State = TestKeys.Hash("a lie") } };
        return finished with
        {
            Proof = rig.Proofs.Put($"lie {batch.Key.Value} {finished.Job} {finished.Payees[^1]}", contents with { Statement = statement }),
        };
    }
}
