namespace P2PProver.Contracts.Tests.Forge;

/// <summary>The outcome of one test that forge ran.</summary>
/// <param name="Suite">The file and contract, as "test/X.t.sol:XTest".</param>
/// <param name="Name">The function, without its parameter types.</param>
/// <param name="Status">"Success", "Failure" or "Skipped".</param>
/// <param name="Report">Reason, counterexample and logs of a test that did not succeed.</param>
/// <param name="Runs">Inputs tried by a fuzz test; zero for other tests.</param>
/// <param name="Gas">What the test recorded, by group and name.</param>
internal sealed record ForgeCase(string Suite, string Name, string Status, string Report, int Runs, IReadOnlyList<(string Name, long Gas)> Gas);
