using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests.Attacks;

/// <summary>Invalid proofs and reports of them: everybody checks again, and lies fall back.</summary>
public sealed class ReportTests
{
    [Fact]
    public void InvalidProof_Pulled_BansTheAuthorAndIsReported()
    {
        Desk desk = new();
        TaskId task = desk.Kept();
        int mark = desk.Said.Count;
        desk.Hear(desk.HeaderOf(2, task, desk.Proofs.Put("garbage", null)));
        desk.Serve(mark);
        InvalidProof report = desk.Said.OfType<Publish>().Select(publish => publish.Message).OfType<InvalidProof>().Single();
        report.Reason.ShouldBe(InvalidProofReason.Proof);
        desk.Said.OfType<BanPeer>().Single().Peer.ShouldBe(TestKeys.Node(2));
        desk.Hear(desk.HeaderOf(2, new TaskId(0, 3), TestKeys.Proof("more"))).ShouldBe(VerdictReason.Banned);
        desk.Tell(new ProofRequested(TestKeys.Node(3), new ProofRequest(report.Header.Proof), 5))
            .ShouldContain(new ServeProof(5, report.Header.Proof), "a reporter serves what it reports");
    }

    [Fact]
    public void ValidProofOfAWrongStatement_Pulled_IsReportedAsStatement()
    {
        Desk desk = new();
        TaskId task = desk.Kept();
        ProofContents contents = desk.Proofs.Verify(desk.ProofBy(2, task))!;
        ProofStatement wrong = contents.Statement with { After = contents.Statement.After with { State = TestKeys.Hash("rich") } };
        int mark = desk.Said.Count;
        desk.Hear(desk.HeaderOf(2, task, desk.Proofs.Put("wrong", contents with { Statement = wrong })));
        desk.Serve(mark);
        desk.Said.OfType<Publish>().Select(publish => publish.Message).OfType<InvalidProof>().Single().Reason
            .ShouldBe(InvalidProofReason.Statement);
    }

    [Fact]
    public void ReattributedProof_OtherPayeesBesideTheSameStatement_IsReported()
    {
        Desk desk = new();
        TaskId task = desk.Kept();
        ProofContents contents = desk.Proofs.Verify(desk.ProofBy(2, task))!;
        int mark = desk.Said.Count;
        desk.Hear(desk.HeaderOf(3, task, desk.Proofs.Put("stolen", contents with { Payees = [TestKeys.Payout(3)] })));
        desk.Serve(mark);
        desk.Said.OfType<BanPeer>().Single().ShouldBe(new BanPeer(TestKeys.Node(3), desk.Now.AddHours(1), BanReason.InvalidProof));
    }

    [Fact]
    public void Report_OfAnInvalidProof_IsCheckedFromTheReporterBeforeItIsPassedOn()
    {
        Desk desk = new();
        TaskId task = new(0, 0);
        InvalidProof report = Report(desk, 4, desk.HeaderOf(2, task, desk.Proofs.Put("garbage", null)));
        int mark = desk.Said.Count;
        desk.Hear(report, from: 5);
        desk.LastVerdict.ShouldBeNull("the verdict waits for the check");
        desk.Said.Skip(mark).OfType<PullProof>().Single().From.ShouldBe(TestKeys.Node(4));
        desk.Serve(mark);
        desk.LastVerdict!.Verdict.ShouldBe(MessageVerdict.Accept);
        desk.Said.OfType<BanPeer>().Single().Peer.ShouldBe(TestKeys.Node(2));
        desk.Said.Skip(mark).OfType<Publish>().ShouldBeEmpty("one report is enough");
    }

    [Fact]
    public void Report_OfAValidProof_BansTheReporterAndNotTheAuthor()
    {
        Desk desk = new();
        TaskId task = new(0, 0);
        int mark = desk.Said.Count;
        desk.Hear(Report(desk, 4, desk.HeaderOf(2, task, desk.ProofBy(2, task))), from: 5);
        desk.Serve(mark);
        desk.LastVerdict!.Reason.ShouldBe(VerdictReason.FalseReport);
        desk.Said.OfType<BanPeer>().Single().Peer.ShouldBe(TestKeys.Node(4));
    }

    [Fact]
    public void Report_WhoseBytesNobodyServes_IsDroppedAndBansNobody()
    {
        Desk desk = new();
        desk.Hear(Report(desk, 4, desk.HeaderOf(2, new TaskId(0, 0), TestKeys.Proof("nowhere"))));
        int mark = 0;
        for (int i = 0; i < 20; i++)
        {
            PullProof[] pulls = [.. desk.Said.Skip(mark).OfType<PullProof>()];
            mark = desk.Said.Count;
            foreach (PullProof pull in pulls)
            {
                desk.Tell(new ProofPulled(pull.From, pull.Proof, PullOutcome.NotThere));
            }
        }

        desk.LastVerdict!.ShouldBe(new GiveVerdict(desk.LastVerdict!.Ticket, MessageVerdict.Ignore, VerdictReason.Unverifiable));
        desk.Said.OfType<BanPeer>().ShouldBeEmpty();
        desk.Node.Sizes.Reports.ShouldBe(0);
    }

    [Fact]
    public void Report_WithAHeaderThatItsAuthorNeverSigned_IsRejected()
    {
        Desk desk = new();
        ProofHeader forged = desk.HeaderOf(2, new TaskId(0, 0), TestKeys.Proof("p")) with { Signature = default };
        desk.Hear(Report(desk, 4, forged)).ShouldBe(VerdictReason.BadSignature);
    }

    [Fact]
    public void Reports_InAFlood_AreBounded()
    {
        Desk desk = new(nodes: 200, shards: 64);
        for (int i = 1; i < 200; i++)
        {
            desk.Hear(Report(desk, i, desk.HeaderOf(199 - i, new TaskId(0, i % 64), TestKeys.Proof($"p {i}"))));
        }

        desk.Node.Sizes.Reports.ShouldBe(MeshLimits.ReportsMax);
        desk.Node.Sizes.Pulls.ShouldBeLessThanOrEqualTo(MeshLimits.PullsMax);
        desk.LastVerdict!.Reason.ShouldBe(VerdictReason.Full);
    }

    private static InvalidProof Report(Desk desk, int reporter, ProofHeader header) => KeyedHashAuthenticator.Signed(
        new InvalidProof(header, InvalidProofReason.Proof, TestKeys.Node(reporter), default));
}
