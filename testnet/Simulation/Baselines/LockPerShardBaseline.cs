namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>
/// Each task is locked by a transaction before it is worked on: the lock stands when its block does, the first in the block has it, and everybody sees
/// it. A lock that was let lapse costs its stake: who stalled once has none for another lock.
/// </summary>
internal sealed class LockPerShardBaseline(BaselineOptions options) : Baseline(options)
{
    /// <summary>The gas of one lock by Boundless' published snapshot.</summary>
    private const long LockGas = 149_434;


    private protected override void Start() => Agenda.Schedule(NextBlock(), BuildBlock);

    private TimeSpan NextBlock() => TimeSpan.FromTicks(((Agenda.Now.Ticks / Options.BlockTime.Ticks) + 1) * Options.BlockTime.Ticks);

    private void BuildBlock()
    {
        // Idle nodes asked for what was free when the block was about to be built; the fastest connection is first.
        Queue<BaselineTask> free = new(Tasks.Where(task => !task.IsDone && task.IsReady && task.TakenUntil <= Agenda.Now));
        List<BaselineNode> idle = [.. Nodes.Where(node => node.IsIdle && node.Lapses == 0).OrderBy(node => Links.Delay(node.Index, Options.Nodes))];
        foreach (BaselineNode node in idle)
        {
            if (!free.TryDequeue(out BaselineTask? task))
            {
                break;
            }

            CoordinationGas += LockGas;
            Lock(node, task);
        }

        Agenda.Schedule(NextBlock(), BuildBlock);
    }

    private void Lock(BaselineNode node, BaselineTask task)
    {
        task.TakenUntil = Agenda.Now + Lease(task);
        Agenda.Schedule(task.TakenUntil, () =>
        {
            if (!task.IsDone && node.Job == task)
            {
                node.Lapses++;
                Abort(node);
            }
        });
        TimeSpan inputs = FetchInputs(node, task);
        Work(node, task, inputs + Links.Delay(Options.Nodes, node.Index), seconds => Complete(node, task, seconds));
    }
}
