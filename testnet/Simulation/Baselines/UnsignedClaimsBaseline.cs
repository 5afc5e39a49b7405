namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>
/// Claims by gossip that nobody signs and nothing limits: an idle node takes a random task that it believes free; of two that took the same, the later
/// stops when it hears of the other. A stalling node holds a few claims at once, because names cost nothing, takes others as soon as they lapse, and
/// nobody can tell that it did so before.
/// </summary>
internal sealed class UnsignedClaimsBaseline : Baseline
{
    private const int ClaimBytes = 200;
    private const int HeaderBytes = 300;
    private const int NamesOfStaller = 4;

    private static readonly TimeSpan StallerLooksAgain = TimeSpan.FromMilliseconds(500);

    private readonly TimeSpan[,] _claimedUntil;
    private readonly bool[,] _known;

    public UnsignedClaimsBaseline(BaselineOptions options)
        : base(options)
    {
        _claimedUntil = new TimeSpan[options.Nodes, Tasks.Length];
        _known = new bool[options.Nodes, Tasks.Length];
    }

    private protected override void Start()
    {
        foreach (BaselineNode node in Nodes)
        {
            // Replay times differ a little, so that not all choose in the same instant.
            TimeSpan first = Agenda.Now + Links.Delay(node.Index, Options.Nodes);
            if (!node.Stalls)
            {
                Agenda.Schedule(first, () => Pick(node));
                continue;
            }

            for (int name = 0; name < NamesOfStaller; name++)
            {
                Agenda.Schedule(first, () => Stall(node));
            }
        }
    }

    private void Pick(BaselineNode node)
    {
        if (!node.IsIdle || node.Stalls || IsOver)
        {
            return;
        }

        List<BaselineTask> free = [.. Tasks.Where(task => IsFree(node, task))];
        if (free.Count == 0)
        {
            return;
        }

        BaselineTask chosen = free[Random.NextInt(free.Count)];
        TimeSpan claimedAt = Agenda.Now;
        Flood(node, ClaimBytes, other => HearClaim(other, node, chosen, claimedAt));
        _claimedUntil[node.Index, chosen.Number] = claimedAt + Lease(chosen);
        node.ClaimedAt = claimedAt;
        Work(node, chosen, FetchInputs(node, chosen), seconds => Finish(node, chosen, seconds));
    }

    /// <summary>Takes a task for its whole lease, and then another.</summary>
    private void Stall(BaselineNode node)
    {
        List<BaselineTask> free = [.. Tasks.Where(task => IsFree(node, task))];
        if (free.Count == 0)
        {
            Agenda.ScheduleAfter(StallerLooksAgain, () => Stall(node));
            return;
        }

        BaselineTask chosen = free[Random.NextInt(free.Count)];
        TimeSpan claimedAt = Agenda.Now;
        _claimedUntil[node.Index, chosen.Number] = claimedAt + Lease(chosen);
        Flood(node, ClaimBytes, other => HearClaim(other, node, chosen, claimedAt));
        Agenda.ScheduleAfter(Lease(chosen), () => Stall(node));
    }

    private bool IsFree(BaselineNode node, BaselineTask task) =>
        !_known[node.Index, task.Number]
        && _claimedUntil[node.Index, task.Number] <= Agenda.Now
        && Array.TrueForAll(task.Children, child => _known[node.Index, child.Number]);

    private void HearClaim(BaselineNode node, BaselineNode claimant, BaselineTask task, TimeSpan claimedAt)
    {
        TimeSpan until = claimedAt + Lease(task);
        if (node.Job == task && (claimedAt, claimant.Index).CompareTo((node.ClaimedAt, node.Index)) < 0)
        {
            Abort(node);
            Agenda.Schedule(Agenda.Now, () => Pick(node));
        }

        if (until > _claimedUntil[node.Index, task.Number])
        {
            _claimedUntil[node.Index, task.Number] = until;
            Agenda.Schedule(until, () => Pick(node));
        }
    }

    private void Finish(BaselineNode node, BaselineTask task, double seconds)
    {
        Complete(node, task, seconds);
        _known[node.Index, task.Number] = true;
        Flood(node, HeaderBytes, other => HearProof(other, task));
        Agenda.Schedule(Agenda.Now, () => Pick(node));
    }

    private void HearProof(BaselineNode node, BaselineTask task)
    {
        _known[node.Index, task.Number] = true;
        if (node.Job == task)
        {
            Abort(node);
        }

        Pick(node);
    }

    /// <summary>Tells all others: each hears it after its delay over two hops.</summary>
    private void Flood(BaselineNode from, int bytes, Action<BaselineNode> hear)
    {
        foreach (BaselineNode other in Nodes.Where(other => other != from))
        {
            Bytes += (long)bytes * (Options.Network.Degree - 1);
            Agenda.ScheduleAfter(2 * Links.Delay(from.Index, other.Index), () =>
            {
                if (!other.IsDead)
                {
                    hear(other);
                }
            });
        }
    }
}
