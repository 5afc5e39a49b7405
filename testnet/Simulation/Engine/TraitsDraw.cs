using P2PProver.Fields;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Chain;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>Draws what each node is: node 0 is always honest, present, able to finalise and of true clock, so that every run can settle.</summary>
internal static class TraitsDraw
{
    public static Traits[] Draw(SimOptions options, SimKeys keys, Prng random)
    {
        bool[] isDishonest = Choose(options, options.Adversaries.Share, random);
        bool[] isDying = Choose(options, options.Faults.DieMidJobShare, random);
        bool[] isOffline = Choose(options, options.Faults.OfflineShare, random);
        bool[] isSlow = Choose(options, options.Faults.SlowShare, random);
        bool[] isSkewed = Choose(options, options.Faults.SkewedShare, random);
        bool[] isFinaliser = Choose(options, options.FinaliserShare, random);
        Behaviours[] kinds = [.. Enum.GetValues<Behaviours>().Where(b => b != Behaviours.None && (options.Adversaries.Behaviours & b) == b)];
        Traits[] traits = new Traits[options.Nodes];
        int dishonest = 0;
        for (int i = 0; i < options.Nodes; i++)
        {
            double speed = options.Jobs.DrawSpeed(random);
            double skew = (2 * random.NextDouble()) - 1;
            bool isVictim = i == options.Adversaries.Victim;
            bool finalises = i == 0 || options.FinaliserShare >= 1 || isFinaliser[i];
            Behaviours behaviours = !isDishonest[i] || kinds.Length == 0 ? Behaviours.None
                : options.Adversaries.OneEach ? kinds[dishonest++ % kinds.Length]
                : options.Adversaries.Behaviours;
            traits[i] = new Traits
            {
                Speed = isSlow[i] ? speed / options.Faults.SlowFactor : speed,
                Skew = isSkewed[i] ? options.Faults.SkewMax * skew : TimeSpan.Zero,
                CanFinalise = finalises,
                DiesMidJob = isDying[i] && !isVictim,
                DeathProgress = random.NextDouble(),
                IsOffline = isOffline[i] && !isVictim,
                Behaviours = behaviours,
                Stake = RollupRules.Coin * (uint)options.StakeCoins[i % options.StakeCoins.Count],
                Mesh = MeshOf(options, keys, i, finalises),
            };
        }

        return traits;
    }

    /// <summary>A share of the nodes other than node 0 and the victim.</summary>
    private static bool[] Choose(SimOptions options, double share, Prng random)
    {
        bool[] chosen = new bool[options.Nodes];
        int wanted = (int)Math.Round(share * options.Nodes);
        int[] order = [.. Enumerable.Range(0, options.Nodes).Select(i => (i, random.NextUInt64())).OrderBy(p => p.Item2).Select(p => p.i)];
        foreach (int node in order)
        {
            if (wanted > 0 && node != 0 && node != options.Adversaries.Victim)
            {
                chosen[node] = true;
                wanted--;
            }
        }

        return chosen;
    }

    private static MeshOptions MeshOf(SimOptions options, SimKeys keys, int index, bool finalises) => new()
    {
        Network = MockHash.Of(1),
        ProofSystem = MockHash.Of(2),
        Mode = options.Mode,
        SoloNode = keys.NodeOf(0),
        Account = keys.AccountOf(index),
        Payout = keys.PayoutOf(index),
        CanFinalise = finalises,
        LeafJob = options.Jobs.LeafJob,
        MergeJob = options.Jobs.Merge,
        FinalJob = options.Jobs.Final,
        BlockTime = options.Chain.BlockTime,
        CommitConfirmations = options.CommitConfirmations,
        SettleConfirmations = options.SettleConfirmations,
        ActivationDelayBlocks = (int)options.Rules.ActivationDelayBlocks,
        ClaimDelayBlocks = (int)options.Rules.ClaimDelayBlocks,
        OpenTime = TimeSpan.FromSeconds(options.Rules.OpenSeconds),
        StakeMin = new Wei(options.Rules.StakeMin),
    };
}
