namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>One thing that is varied.</summary>
/// <param name="Name">Its name in criteria, plots and tables.</param>
/// <param name="Points">Its values in their order, each with the options that it sets.</param>
public sealed record Sweep(string Name, IReadOnlyList<SweepPoint> Points);
