using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>Who was paid how much for positions.</summary>
internal static class RewardMeasures
{
    public static void Add(Dictionary<string, double> values, SimWorld world)
    {
        double[] rewards = Rewards(world);
        double total = rewards.Sum();
        if (total <= 0)
        {
            return;
        }

        double[] shares = [.. rewards.Select(r => r / total)];
        values["hhi"] = shares.Sum(s => s * s);
        values["fair_share_error"] = FairShareError(world, shares);
        int victim = world.Options.Adversaries.Victim;
        if (victim >= 0)
        {
            values["victim_share"] = shares[victim] * world.Nodes.Count;
            values["victim_paid"] = shares[victim] > 0 ? 1 : 0;
        }

        int dishonest = world.Nodes.Count(n => !n.IsHonest);
        if (dishonest > 0)
        {
            values["attacker_share"] = world.Nodes.Where(n => !n.IsHonest).Sum(n => shares[n.Index]) * world.Nodes.Count / dishonest;
        }
    }

    private static double[] Rewards(SimWorld world)
    {
        double[] rewards = new double[world.Nodes.Count];
        for (long number = 1; number <= world.Chain.Head.Number; number++)
        {
            foreach (BatchSettled settled in world.Chain.BlockAt(number).Receipts.SelectMany(r => r.Events).OfType<BatchSettled>())
            {
                for (int position = 0; position < settled.Payees.Count; position++)
                {
                    int node = world.Keys.IndexOfPayout(settled.Payees[position]);
                    if (node >= 0)
                    {
                        rewards[node] += (double)settled.Rewards[position];
                    }
                }
            }
        }

        return rewards;
    }

    /// <summary>Half the sum of differences between shares of the rewards and of the speed of nodes that are there: 0 is fair, 1 is one node taking all.</summary>
    private static double FairShareError(SimWorld world, double[] shares)
    {
        double[] speeds = [.. world.Nodes.Select(n => n.Traits.IsOffline ? 0 : n.Traits.Speed)];
        double total = speeds.Sum();
        return 0.5 * shares.Select((s, i) => Math.Abs(s - (speeds[i] / total))).Sum();
    }
}
