namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>Every node proves the whole batch; the first that is done ends it, and all others worked for nothing.</summary>
internal sealed class AllProveAllBaseline(BaselineOptions options) : Baseline(options)
{
    private protected override void Start()
    {
    }

    private protected override RunFigures Run()
    {
        TimeSpan whole = (Options.Jobs.LeafJob * Options.Shards) + (Options.Jobs.Merge * (Options.Shards - 1));
        TimeSpan? first = null;
        foreach (BaselineNode node in Nodes.Where(node => !node.Dies && !node.Stalls))
        {
            TimeSpan end = Options.Jobs.Draw(whole, node.Speed, Random);
            first = first is null || end < first ? end : first;
        }

        double useful = first?.TotalSeconds ?? 0;
        double total = Nodes.Where(node => !node.Stalls)
            .Sum(node => node.Dies ? useful * node.DeathProgress : useful);
        return new RunFigures { TimeToRoot = first + Options.Jobs.Replay, UsefulSeconds = useful, TotalSeconds = total };
    }
}
