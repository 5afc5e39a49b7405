using P2PProver.Fields;

namespace P2PProver.Testnet.Simulation.Proofs;

/// <summary>
/// How long jobs take on one reference node of two cores. These are the project's measured or estimated times; the simulator waits for them instead
/// of proving, and every report says so.
/// </summary>
public sealed record JobTimes
{
    /// <summary>The STARK of one shard.</summary>
    public TimeSpan Shard { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>The leaf proof over a shard's STARK.</summary>
    public TimeSpan Leaf { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>A merge of two proofs.</summary>
    public TimeSpan Merge { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>Shrink and Final together.</summary>
    public TimeSpan Final { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Verification of a leaf or merge proof by a peer.</summary>
    public TimeSpan Verify { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>Replay of a batch with its witnesses.</summary>
    public TimeSpan Replay { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The standard deviation of the logarithm of a node's speed.</summary>
    public double SpeedSigma { get; init; } = 0.35;

    /// <summary>How much one job's time varies, as a share of it.</summary>
    public double JitterShare { get; init; } = 0.05;

    /// <summary>The bytes of a leaf or merge proof.</summary>
    public int ProofBytes { get; init; } = 300_000;

    /// <summary>The bytes of the final proof.</summary>
    public int FinalBytes { get; init; } = 110_000;

    /// <summary>The time of a leaf job on the reference node.</summary>
    public TimeSpan LeafJob => Shard + Leaf;

    /// <summary>The time that the reference node needs for a whole batch.</summary>
    public TimeSpan WholeBatch(int shards) => (LeafJob * shards) + (Merge * (shards - 1)) + Final;

    /// <summary>A node's time for a job of a given reference time.</summary>
    public TimeSpan Draw(TimeSpan reference, double speed, Prng random) =>
        reference / speed * (1.0 + (JitterShare * ((2.0 * random.NextDouble()) - 1.0)));

    /// <summary>A node's speed: log-normal about one.</summary>
    public double DrawSpeed(Prng random)
    {
        double u = 1.0 - random.NextDouble();
        double normal = Math.Sqrt(-2.0 * Math.Log(u)) * Math.Cos(2.0 * Math.PI * random.NextDouble());
        return Math.Exp(SpeedSigma * normal);
    }
}
