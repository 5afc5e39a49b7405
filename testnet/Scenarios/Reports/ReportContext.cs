namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>What a report says about where its figures come from.</summary>
/// <param name="Engine">What ran the scenarios, and with which proofs.</param>
/// <param name="Commit">The commit of the program.</param>
/// <param name="Machine">Processor and cores.</param>
public sealed record ReportContext(string Engine, string Commit, string Machine);
