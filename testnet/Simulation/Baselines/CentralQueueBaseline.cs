namespace P2PProver.Testnet.Simulation.Baselines;

/// <summary>
/// A coordinator with an endless uplink that never fails. It hears of a death after half a lease, as the mesh does by missing heartbeats, and prefers
/// nodes that never let a lease lapse.
/// </summary>
internal sealed class CentralQueueBaseline(BaselineOptions options, bool fastestFirst) : Baseline(options)
{
    private int Coordinator => Options.Nodes;

    private protected override void Start() => Assign();

    private void Assign()
    {
        foreach (BaselineTask task in Tasks)
        {
            if (task.IsDone || !task.IsReady || task.TakenUntil > Agenda.Now)
            {
                continue;
            }

            BaselineNode? best = null;
            foreach (BaselineNode node in Nodes)
            {
                // The coordinator does not know who is dead: only who answered last.
                if (node.Job is null && (best is null || Order(node).CompareTo(Order(best)) < 0))
                {
                    best = node;
                }
            }

            if (best is null)
            {
                return;
            }

            Give(best, task);
        }
    }

    private (int Lapses, double Place) Order(BaselineNode node) => (node.Lapses, fastestFirst ? -node.Speed : node.IdleSince.TotalSeconds);

    private void Give(BaselineNode node, BaselineTask task)
    {
        TimeSpan inputs = task.IsLeaf ? TimeSpan.Zero : TransferTime(2) + Options.Jobs.Verify;
        Bytes += task.IsLeaf ? 0 : 2L * Options.Jobs.ProofBytes;
        TimeSpan start = Agenda.Now + Links.Delay(Coordinator, node.Index) + inputs;
        TimeSpan lease = node.Dies ? Lease(task) / 2 : Lease(task);
        task.TakenUntil = start + lease;
        Agenda.Schedule(task.TakenUntil, () => Lapse(node, task));
        Work(node, task, start, seconds =>
        {
            Bytes += Options.Jobs.ProofBytes;
            TimeSpan arrival = Agenda.Now + TransferTime(1) + Links.Delay(node.Index, Coordinator) + Options.Jobs.Verify;
            Agenda.Schedule(arrival, () =>
            {
                Complete(node, task, seconds);
                Assign();
            });
            node.Job = task;
            Agenda.Schedule(Agenda.Now + Links.Delay(node.Index, Coordinator), () =>
            {
                node.Job = null;
                node.IdleSince = Agenda.Now;
                Assign();
            });
        });
    }

    private void Lapse(BaselineNode node, BaselineTask task)
    {
        if (!task.IsDone && node.Job == task)
        {
            node.Lapses++;
            if (!node.IsDead)
            {
                Abort(node);
            }
        }

        Assign();
    }

    private TimeSpan TransferTime(int proofs) =>
        TimeSpan.FromSeconds(proofs * Options.Jobs.ProofBytes * 8.0 / Options.Network.UplinkBitsPerSecond);
}
