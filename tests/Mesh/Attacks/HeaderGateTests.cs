using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests.Attacks;

/// <summary>Headers: one per task and author, valid or not.</summary>
public sealed class HeaderGateTests
{
    [Fact]
    public void Header_ForATaskThatIsKept_IsPulledVerifiedAndServed()
    {
        Desk desk = new();
        TaskId task = desk.Kept();
        ProofHash proof = desk.ProofBy(2, task);
        int mark = desk.Said.Count;
        desk.Hear(desk.HeaderOf(2, task, proof)).ShouldBe(VerdictReason.None);
        desk.Said.OfType<PullProof>().Single().ShouldBe(new PullProof(TestKeys.Node(2), proof, 1000));
        desk.Tell(new ProofRequested(TestKeys.Node(3), new ProofRequest(proof), 7)).ShouldContain(new RefuseRequest(7, RefusalReason.NotHere));
        desk.Serve(mark);
        desk.Said.OfType<VerifyProof>().Single().ShouldBe(new VerifyProof(desk.Batch.Key, task, proof));
        desk.Tell(new ProofRequested(TestKeys.Node(3), new ProofRequest(proof), 8)).ShouldContain(new ServeProof(8, proof));
    }

    [Fact]
    public void Header_WithAnotherSignature_IsRejected()
    {
        Desk desk = new();
        ProofHeader header = desk.HeaderOf(2, new TaskId(0, 0), TestKeys.Proof("p"));
        desk.Hear(header with { Proof = TestKeys.Proof("q") }).ShouldBe(VerdictReason.BadSignature);
        desk.LastVerdict!.Verdict.ShouldBe(MessageVerdict.Reject);
        desk.Hear(header).ShouldBe(VerdictReason.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(MeshLimits.ProofBytesMax + 1)]
    public void Header_WithAnImpossibleSize_IsRejected(int size)
    {
        Desk desk = new();
        desk.Hear(desk.HeaderOf(2, new TaskId(0, 0), TestKeys.Proof("p"), size)).ShouldBe(VerdictReason.Malformed);
    }

    [Fact]
    public void Header_OfAnUnregisteredKey_IsIgnoredUntilTheBatchIsOpenAndThenBounded()
    {
        Desk desk = new(shards: 64);
        desk.Hear(desk.HeaderOf(500, new TaskId(0, 0), TestKeys.Proof("p"))).ShouldBe(VerdictReason.UnknownNode);
        desk.Block(601);
        int accepted = 0;
        for (int i = 0; i < 200; i++)
        {
            accepted += desk.Hear(desk.HeaderOf(500 + i, new TaskId(0, i % 64), TestKeys.Proof($"p {i}"))) == VerdictReason.None ? 1 : 0;
        }

        accepted.ShouldBe(MeshLimits.UnregisteredHeadersPerBatchMax);
        desk.Hear(desk.HeaderOf(2, new TaskId(0, 0), TestKeys.Proof("r"))).ShouldBe(VerdictReason.None);
    }

    [Fact]
    public void Equivocation_SecondHeaderOfOneAuthor_BansItAndShowsTheEvidence()
    {
        Desk desk = new();
        TaskId task = new(0, 0);
        ProofHeader first = desk.HeaderOf(2, task, TestKeys.Proof("a"));
        ProofHeader second = desk.HeaderOf(2, task, TestKeys.Proof("b"));
        desk.Hear(first).ShouldBe(VerdictReason.None);
        desk.Hear(first).ShouldBe(VerdictReason.Duplicate);
        desk.Hear(second).ShouldBe(VerdictReason.Equivocation);
        desk.LastVerdict!.Verdict.ShouldBe(MessageVerdict.Ignore, "who handed it over may not know the first");
        desk.Said.OfType<BanPeer>().Single().ShouldBe(new BanPeer(TestKeys.Node(2), desk.Now.AddHours(1), BanReason.Equivocation));
        Equivocation evidence = desk.Said.OfType<Publish>().Select(publish => publish.Message).OfType<Equivocation>().Single();

        Desk other = new();
        other.Hear(evidence with { Node = TestKeys.Node(3) }).ShouldBe(VerdictReason.BadSignature);
        other.Hear(KeyedHashAuthenticator.Signed(evidence with { Node = TestKeys.Node(3) })).ShouldBe(VerdictReason.None);
        other.Said.OfType<BanPeer>().Single().Peer.ShouldBe(TestKeys.Node(2));
    }

    [Fact]
    public void Equivocation_ForgedEvidence_BansNobody()
    {
        Desk desk = new();
        ProofHeader one = desk.HeaderOf(2, new TaskId(0, 0), TestKeys.Proof("a"));
        ProofHeader forged = one with { Proof = TestKeys.Proof("b") };
        ProofHeader[] ordered = [.. new[] { one, forged }.OrderBy(header => header.Proof)];
        ProofHeader[] others = [desk.HeaderOf(3, new TaskId(0, 0), TestKeys.Proof("b")), desk.HeaderOf(2, new TaskId(0, 1), TestKeys.Proof("b")), one];
        desk.Hear(KeyedHashAuthenticator.Signed(new Equivocation(ordered[0], ordered[1], TestKeys.Node(3), default))).ShouldBe(VerdictReason.BadSignature);
        foreach (ProofHeader other in others)
        {
            desk.Hear(KeyedHashAuthenticator.Signed(new Equivocation(one, other, TestKeys.Node(3), default))).ShouldBe(VerdictReason.FalseReport);
        }

        desk.Said.OfType<BanPeer>().ShouldBeEmpty();
    }

    [Fact]
    public void Withholding_BytesNeverServed_OpensTheTaskAgainAfterTwoSecondsAndCostsTheAuthorAWave()
    {
        Desk desk = new(shards: 16, potCoins: 0, adjust: options => options with { ProverSlots = 16 });
        TaskId task = desk.KeptAndLate();
        ProofHash proof = TestKeys.Proof("nowhere");
        int mark = desk.Said.Count;
        desk.Hear(desk.ClaimOf(2, task));
        desk.Hear(desk.HeaderOf(2, task, proof)).ShouldBe(VerdictReason.None);
        desk.Said.OfType<StartJob>().ShouldNotContain(start => start.Job.Task == task);
        for (int i = 0; i < 40; i++)
        {
            PullProof[] pulls = [.. desk.Said.Skip(mark).OfType<PullProof>()];
            mark = desk.Said.Count;
            foreach (PullProof pull in pulls)
            {
                desk.Tell(new ProofPulled(pull.From, pull.Proof, PullOutcome.Failed));
            }

            desk.Wait(2);
        }

        // Other sources were asked too, and in the end this node proves the task itself.
        desk.Said.OfType<PullProof>().Select(pull => pull.From).Distinct().Count().ShouldBeGreaterThan(1);
        desk.Said.OfType<StartJob>().ShouldContain(start => start.Job.Task == task);
        desk.Said.OfType<BanPeer>().ShouldBeEmpty("that bytes do not come is no proof of guilt");
    }

    [Fact]
    public void WrongBytes_FromTheAuthor_BanIt_AndFromOthersDoNot()
    {
        Desk desk = new();
        TaskId task = desk.Kept();
        int mark = desk.Said.Count;
        desk.Hear(desk.HeaderOf(2, task, TestKeys.Proof("p")));
        desk.Said.Skip(mark).OfType<PullProof>().Single().From.ShouldBe(TestKeys.Node(2));
        desk.Tell(new ProofPulled(TestKeys.Node(2), TestKeys.Proof("p"), PullOutcome.WrongBytes));
        desk.Said.OfType<BanPeer>().Single().Reason.ShouldBe(BanReason.WrongBytes);

        Desk other = new();
        mark = other.Said.Count;
        other.Hear(other.HeaderOf(2, task, TestKeys.Proof("p")));
        other.Tell(new ProofPulled(TestKeys.Node(2), TestKeys.Proof("p"), PullOutcome.NotThere));
        PullProof second = other.Said.Skip(mark).OfType<PullProof>().Last();
        second.From.ShouldNotBe(TestKeys.Node(2));
        other.Tell(new ProofPulled(second.From, second.Proof, PullOutcome.WrongBytes));
        other.Said.OfType<BanPeer>().ShouldBeEmpty("the header may have lied about the size");
    }

    [Fact]
    public void Header_HashOfAnotherTasksProof_DoesNotSpoilThatProof()
    {
        Desk desk = new();
        TaskId task = desk.Kept();
        TaskId elsewhere = desk.Tree.Tasks.First(other => other.IsLeaf && other != task);
        ProofHash honest = desk.ProofBy(2, task);
        int mark = desk.Said.Count;
        desk.Hear(desk.HeaderOf(3, elsewhere, honest)).ShouldBe(VerdictReason.None);
        desk.Hear(desk.HeaderOf(2, task, honest)).ShouldBe(VerdictReason.None);
        desk.Serve(mark);
        desk.Wait(3);
        desk.Serve(mark);
        desk.Said.OfType<VerifyProof>().ShouldContain(verify => verify.Task == task);
        desk.Said.OfType<BanPeer>().ShouldNotContain(ban => ban.Peer == TestKeys.Node(2));
    }
}
