using System.Text.Json.Nodes;

namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>One value of what is varied.</summary>
/// <param name="Label">As tables show it.</param>
/// <param name="Value">As a number, for axes and closed forms; null for a name.</param>
/// <param name="Options">The options that it sets.</param>
public sealed record SweepPoint(string Label, double? Value, JsonObject Options);
