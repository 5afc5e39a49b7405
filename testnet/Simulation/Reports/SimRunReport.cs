using System.Globalization;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>A run's result for people and programs.</summary>
public sealed record SimRunReport
{
    /// <summary>The kind of proofs.</summary>
    public required string Proofs { get; init; }

    /// <summary>What repeats the run.</summary>
    public required SimOptions Options { get; init; }

    /// <summary>A hash over the log.</summary>
    public required string LogHash { get; init; }

    /// <summary>Events handled.</summary>
    public required long Events { get; init; }

    /// <summary>The simulated time, in seconds.</summary>
    public required double EndedAtSeconds { get; init; }

    /// <summary>Batches settled.</summary>
    public required int Settled { get; init; }

    /// <summary>Batches expired or pruned.</summary>
    public required int Expired { get; init; }

    /// <summary>Per batch, from the block that nodes act on: seconds to the root proof, to the final proof, to settlement.</summary>
    public required IReadOnlyList<double?[]> BatchSeconds { get; init; }

    /// <summary>The share of prover time that bought nothing.</summary>
    public required double WastedShare { get; init; }

    /// <summary>Bytes sent by all nodes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gas of claims on chain.</summary>
    public required long CoordinationGas { get; init; }

    /// <summary>Attacks tried, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Attacks { get; init; }

    /// <summary>Broken invariants.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>The report of a result.</summary>
    public static SimRunReport Of(SimResult result) => new()
    {
        Proofs = result.Proofs,
        Options = result.Options,
        LogHash = result.LogHash.ToString("x16", CultureInfo.InvariantCulture),
        Events = result.Events,
        EndedAtSeconds = result.EndedAt.TotalSeconds,
        Settled = result.Settled,
        Expired = result.Expired,
        BatchSeconds = [.. result.Batches.Select(b => new[] { Since(b, b.RootAt), Since(b, b.FinalAt), Since(b, b.SettledAt) })],
        WastedShare = result.WastedShare,
        Bytes = result.Bytes,
        CoordinationGas = result.CoordinationGas,
        Attacks = result.Attacks,
        Violations = [.. result.Violations.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.At.TotalSeconds:F3} s {v.Checker}: {v.What}"))],
    };

    /// <summary>Lines for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Options.Seed}: {Options.Nodes} nodes, {Options.Batches} batches of {Options.Shards} shards, {Proofs}");
        yield return string.Create(
            CultureInfo.InvariantCulture, $"{Settled} settled, {Expired} expired in {EndedAtSeconds:F1} s of simulated time, {Events:N0} events, log {LogHash}");
        foreach (double?[] batch in BatchSeconds)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"batch: root {batch[0]:F1} s, final {batch[1]:F1} s, settled {batch[2]:F1} s");
        }

        yield return string.Create(
            CultureInfo.InvariantCulture, $"wasted work {WastedShare:P1}, {Bytes:N0} bytes, {CoordinationGas} gas to coordinate");
        foreach (KeyValuePair<string, long> attack in Attacks)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"attack {attack.Key}: {attack.Value} tries");
        }

        foreach (string violation in Violations)
        {
            yield return "BROKEN " + violation;
        }
    }

    private static double? Since(BatchFigure batch, TimeSpan? at) => (at - (batch.ActionableAt ?? batch.CommittedAt))?.TotalSeconds;
}
