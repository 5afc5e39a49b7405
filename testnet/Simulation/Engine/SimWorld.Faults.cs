using P2PProver.Fields;
using P2PProver.Testnet.Simulation.Events;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>The plan of faults: crashes, a partition, an eclipse that ends, and the time at which all is healed.</summary>
public sealed partial class SimWorld
{
    private Prng? _faults;

    private bool IsHealed => Options.HealAt is { } healAt && Agenda.Now >= healAt;

    private void ScheduleStart(Prng faults)
    {
        _faults = faults;
        foreach (SimNode node in Nodes)
        {
            if (!node.Traits.IsOffline)
            {
                At(TimeSpan.FromMilliseconds(1 + (node.Index % 100)), node.Start);
                ScheduleCrash(node);
            }
        }

        Schedule(Options.Chain.BlockTime, SimEventKind.Block, node: -1, life: 0, BlockSubject);
        SchedulePartition();
        Adversary.Schedule();
        if (Options.HealAt is { } healAt)
        {
            At(healAt, HealEverything);
        }
    }

    private void ScheduleCrash(SimNode node)
    {
        // The victim of an attack does not crash: what an attack does to it is to be told from what a crash does.
        if (Options.Faults.CrashesPerMinute <= 0 || node.Index == Options.Adversaries.Victim)
        {
            return;
        }

        At(Agenda.Now + Exponential(TimeSpan.FromMinutes(1 / Options.Faults.CrashesPerMinute)), () =>
        {
            if (IsHealed || node.IsDead)
            {
                return;
            }

            node.Crash(forGood: false);
            At(Agenda.Now + Exponential(Options.Faults.DownTime), () =>
            {
                Restart(node.Index);
                ScheduleCrash(node);
            });
        });
    }

    private void SchedulePartition()
    {
        if (Options.Faults.PartitionAt is not { } at)
        {
            return;
        }

        int cut = (int)(Options.Faults.PartitionShare * Nodes.Count);
        int[] places = [.. Enumerable.Range(0, Nodes.Count).OrderBy(_ => _faults!.NextUInt64())];
        At(at, () =>
        {
            if (!IsHealed)
            {
                Partition(node => places[node] < cut ? 1 : 0);
            }
        });
        At(at + Options.Faults.PartitionLength, Heal);
    }

    private void HealEverything()
    {
        Heal();
        foreach (SimNode node in Nodes)
        {
            if (!node.Traits.IsOffline)
            {
                node.Start();
            }
        }

        Overlay.Repair();
    }

    private TimeSpan Exponential(TimeSpan mean) => mean * -Math.Log(1.0 - _faults!.NextDouble());
}
