namespace P2PProver.Mesh;

/// <summary>Reports: self-certifying, so everybody checks again.</summary>
public sealed partial class MeshNode
{
    private int _reports;

    private VerdictReason OnEquivocation(Equivocation evidence)
    {
        if (evidence.First is not ProofHeader first || evidence.Second is not ProofHeader second)
        {
            return VerdictReason.Malformed;
        }

        bool same = first.Batch == second.Batch && first.Task == second.Task && first.Node == second.Node;
        if (!same || first.Proof.CompareTo(second.Proof) >= 0)
        {
            return VerdictReason.FalseReport;
        }

        if (IsBanned(first.Node))
        {
            return VerdictReason.Duplicate;
        }

        if (LiveBatch(first.Batch) is not BatchState batch)
        {
            return VerdictReason.UnknownBatch;
        }

        if (batch.Book.Stakes.IndexOf(evidence.Node) < 0)
        {
            return VerdictReason.UnknownNode;
        }

        if (!_verifier.Verify(evidence) || !_verifier.Verify(first) || !_verifier.Verify(second))
        {
            return VerdictReason.BadSignature;
        }

        Ban(first.Node, BanReason.Equivocation);
        return VerdictReason.None;
    }

    private void OnInvalidProof(InvalidProof report, ulong ticket)
    {
        VerdictReason reason = CheckReport(report, out ProofRecord? proof);
        if (reason == VerdictReason.None && proof!.State == ProofState.Verified)
        {
            Ban(report.Node, BanReason.FalseReport);
            reason = VerdictReason.FalseReport;
        }

        if (reason != VerdictReason.None || proof!.State == ProofState.Invalid)
        {
            if (reason == VerdictReason.None)
            {
                Ban(report.Header.Node, BanReason.InvalidProof);
            }

            Verdict(ticket, reason);
            return;
        }

        _reports++;
        proof.Reports.Add(new ReportRecord(report, ticket));
    }

    private VerdictReason CheckReport(InvalidProof report, out ProofRecord? proof)
    {
        proof = null;
        if (report.Header is not ProofHeader header
            || report.Reason is not (InvalidProofReason.Proof or InvalidProofReason.Statement)
            || header.SizeBytes is < 1 or > MeshLimits.ProofBytesMax)
        {
            return VerdictReason.Malformed;
        }

        if (LiveBatch(header.Batch) is not BatchState batch || batch.Replay is null)
        {
            return VerdictReason.UnknownBatch;
        }

        int position = batch.Tree.PositionOf(header.Task);
        if (position < 0)
        {
            return VerdictReason.NoSuchTask;
        }

        if (batch.Book.Stakes.IndexOf(report.Node) < 0)
        {
            return VerdictReason.UnknownNode;
        }

        // Our own key's proofs are verified by being ours; a key that is banned already need not be judged again.
        if (header.Node != Id && IsBanned(header.Node))
        {
            return VerdictReason.Duplicate;
        }

        bool known = batch.Proofs.TryGetValue((position, header.Proof), out proof);
        if (proof is not null && proof.Reports.Exists(other => other.Report.Node == report.Node))
        {
            return VerdictReason.Duplicate;
        }

        if (_reports >= MeshLimits.ReportsMax || (!known && batch.Proofs.Count >= MeshLimits.ProofsPerBatchMax))
        {
            return VerdictReason.Full;
        }

        if (!_verifier.Verify(report) || !_verifier.Verify(header))
        {
            return VerdictReason.BadSignature;
        }

        proof ??= ProofRecordOf(batch, batch.Tasks[position], header.Proof, header.SizeBytes);
        return VerdictReason.None;
    }

    /// <summary>Gives the verdicts on the reports of a proof that has been checked.</summary>
    private void AnswerReports(ProofRecord proof)
    {
        foreach (ReportRecord waiting in TakeReports(proof))
        {
            if (proof.State == ProofState.Invalid)
            {
                Ban(waiting.Report.Header.Node, BanReason.InvalidProof);
                Verdict(waiting.Ticket, VerdictReason.None);
            }
            else
            {
                Ban(waiting.Report.Node, BanReason.FalseReport);
                Verdict(waiting.Ticket, VerdictReason.FalseReport);
            }
        }
    }

    /// <summary>The bytes could not be had from any source in turn: the reports of it are dropped.</summary>
    private void AnswerUnverifiable(ProofRecord proof)
    {
        if (proof.Reports.Count > 0 && proof.Attempts >= SourcesOf(proof.Batch, proof, proof.Reports[0].Report.Node).Count)
        {
            DropReports(proof);
        }
    }

    private void DropReports(ProofRecord proof)
    {
        foreach (ReportRecord waiting in TakeReports(proof))
        {
            Verdict(waiting.Ticket, VerdictReason.Unverifiable);
        }
    }

    private ReportRecord[] TakeReports(ProofRecord proof)
    {
        ReportRecord[] waiting = [.. proof.Reports];
        proof.Reports.Clear();
        _reports -= waiting.Length;
        return waiting;
    }
}
