namespace P2PProver.Mesh;

/// <summary>A report that is being checked.</summary>
/// <param name="Report">The report.</param>
/// <param name="Ticket">Where the verdict goes.</param>
internal sealed record ReportRecord(InvalidProof Report, ulong Ticket);
