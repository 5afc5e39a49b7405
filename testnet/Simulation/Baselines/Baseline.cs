using P2PProver.Fields;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Network;

namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>
/// A simulation of one batch under another way to assign work, over the same links, nodes, job times and binary tree as the mesh: what a policy adds
/// is when a node may start which task.
/// </summary>
public abstract class Baseline
{
    private const long EventsMax = 20_000_000;

    private static readonly TimeSpan TimeMax = TimeSpan.FromHours(1);

    private protected Baseline(BaselineOptions options)
    {
        Options = options;
        Random = new Prng(options.Seed);
        Links = new Links(options.Network, options.Nodes + 1, Random.Fork());
        Prng traits = Random.Fork();
        int[] order = Permutation(options.Nodes, traits);
        int dying = (int)Math.Round(options.DieMidJobShare * options.Nodes);
        int stalling = (int)Math.Round(options.StallShare * options.Nodes);
        Nodes = [.. Enumerable.Range(0, options.Nodes).Select(i => new BaselineNode
        {
            Index = i,
            Speed = options.Jobs.DrawSpeed(traits),
            Dies = order[i] < dying,
            Stalls = order[i] >= dying && order[i] < dying + stalling,
            DeathProgress = traits.NextDouble(),
        })];
        Tasks = Tree(options.Shards);
    }

    private protected BaselineOptions Options { get; }

    private protected Agenda<Action> Agenda { get; } = new();

    private protected Prng Random { get; }

    private protected Links Links { get; }

    private protected BaselineNode[] Nodes { get; }

    private protected BaselineTask[] Tasks { get; }

    private protected double TotalSeconds { get; set; }

    private protected long Bytes { get; set; }

    private protected long CoordinationGas { get; set; }

    private protected bool IsOver => Tasks[^1].IsDone;

    /// <summary>Runs a policy once.</summary>
    public static RunFigures Run(BaselinePolicy policy, BaselineOptions options)
    {
        Baseline baseline = policy switch
        {
            BaselinePolicy.CentralQueue => new CentralQueueBaseline(options, fastestFirst: false),
            BaselinePolicy.CentralFastestFirst => new CentralQueueBaseline(options, fastestFirst: true),
            BaselinePolicy.UnsignedClaims => new UnsignedClaimsBaseline(options),
            BaselinePolicy.LockPerShard => new LockPerShardBaseline(options),
            _ => new AllProveAllBaseline(options),
        };
        return baseline.Run();
    }

    private protected abstract void Start();

    private protected virtual RunFigures Run()
    {
        Agenda.Schedule((Options.NewsDelayMax / 2) + Options.Jobs.Replay, Start);
        while (!IsOver && Agenda.Now < TimeMax && Agenda.Processed < EventsMax && Agenda.TryNext(out Action action))
        {
            action();
        }

        foreach (BaselineNode node in Nodes.Where(n => n.Job is not null && !n.Stalls && !n.IsDead))
        {
            TotalSeconds += Math.Max(0, (Agenda.Now - node.JobStart).TotalSeconds);
        }

        return new RunFigures
        {
            TimeToRoot = IsOver ? Agenda.Now : null,
            UsefulSeconds = Tasks.Sum(task => task.Seconds),
            TotalSeconds = TotalSeconds,
            Bytes = Bytes,
            CoordinationGas = CoordinationGas,
        };
    }

    private protected TimeSpan Expected(BaselineTask task) => task.IsLeaf ? Options.Jobs.LeafJob : Options.Jobs.Merge;

    /// <summary>How long a lease or claim lasts: the mesh's claim life.</summary>
    private protected TimeSpan Lease(BaselineTask task) => (3 * Expected(task)) + TimeSpan.FromSeconds(2);

    /// <summary>Runs a job from a time on, unless the node dies in it; <paramref name="done"/> is called at its end.</summary>
    private protected void Work(BaselineNode node, BaselineTask task, TimeSpan start, Action<double> done)
    {
        node.Job = task;
        node.JobStart = start;
        int number = ++node.JobNumber;
        if (node.Stalls)
        {
            return;
        }

        TimeSpan length = Options.Jobs.Draw(Expected(task), node.Speed, Random);
        if (node.Dies)
        {
            TimeSpan death = length * node.DeathProgress;
            Agenda.Schedule(start + death, () => Die(node, death));
            return;
        }

        Agenda.Schedule(start + length, () =>
        {
            if (node.JobNumber == number && node.Job == task)
            {
                node.Job = null;
                TotalSeconds += length.TotalSeconds;
                done(length.TotalSeconds);
            }
        });
    }

    /// <summary>Stops a job that has become useless; what it took so far is wasted.</summary>
    private protected void Abort(BaselineNode node)
    {
        if (node.Job is not null && !node.IsDead)
        {
            TotalSeconds += node.Stalls ? 0 : Math.Max(0, (Agenda.Now - node.JobStart).TotalSeconds);
            node.Job = null;
            node.JobNumber++;
        }
    }

    /// <summary>Notes a finished proof; false when the task was done before.</summary>
    private protected static bool Complete(BaselineNode node, BaselineTask task, double seconds)
    {
        if (task.IsDone)
        {
            return false;
        }

        task.IsDone = true;
        task.Prover = node.Index;
        task.Seconds = seconds;
        return true;
    }

    /// <summary>When a node that starts to fetch a task's inputs now has them: proofs of others come over their uplinks.</summary>
    private protected TimeSpan FetchInputs(BaselineNode node, BaselineTask task)
    {
        TimeSpan ready = Agenda.Now;
        foreach (BaselineTask child in task.Children)
        {
            if (child.Prover != node.Index)
            {
                TimeSpan request = Links.Delay(node.Index, child.Prover);
                TimeSpan arrival = Links.TransferEnd(Agenda.Now, child.Prover, node.Index, Options.Jobs.ProofBytes) + request + Options.Jobs.Verify;
                Bytes += Options.Jobs.ProofBytes;
                ready = arrival > ready ? arrival : ready;
            }
        }

        return ready;
    }

    private void Die(BaselineNode node, TimeSpan worked)
    {
        node.IsDead = true;
        TotalSeconds += worked.TotalSeconds;
    }

    private static BaselineTask[] Tree(int shards)
    {
        List<BaselineTask> all = [];
        List<BaselineTask> level = [];
        for (int i = 0; i < shards; i++)
        {
            level.Add(new BaselineTask { Number = i, IsLeaf = true });
        }

        all.AddRange(level);
        while (level.Count > 1)
        {
            List<BaselineTask> next = [];
            for (int i = 0; i + 1 < level.Count; i += 2)
            {
                BaselineTask merge = new() { Number = all.Count, IsLeaf = false, Children = [level[i], level[i + 1]] };
                level[i].Parent = merge;
                level[i + 1].Parent = merge;
                next.Add(merge);
                all.Add(merge);
            }

            if (level.Count % 2 == 1)
            {
                next.Add(level[^1]);
            }

            level = next;
        }

        Verify.That(all.Count == shards + TreePositions.MergeCount(shards), "a tree of n leaves has n - 1 merges");
        return [.. all];
    }

    private static int[] Permutation(int count, Prng random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
