namespace P2PProver.Node.Diagnostics;

/// <summary>A check with its result.</summary>
/// <param name="Id">The check's stable name.</param>
/// <param name="Title">Its name as people read it.</param>
/// <param name="Status">The verdict.</param>
/// <param name="Found">What is there.</param>
/// <param name="NextStep">What to do about it; null where there is nothing to do.</param>
public sealed record CheckReport(string Id, string Title, CheckStatus Status, string Found, string? NextStep);
