using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Adversaries;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>The prover of a node: jobs take their time and end with a mock proof.</summary>
public sealed partial class SimNode
{
    private static readonly TimeSpan ForgeTime = TimeSpan.FromMilliseconds(10);

    private readonly List<RunningJob> _jobs = [];

    /// <summary>All prover time spent, on jobs that ended and on those that did not.</summary>
    public TimeSpan WorkTime { get; private set; }

    /// <summary>Jobs under way now.</summary>
    public int JobCount => _jobs.Count;

    private void ExecuteJob(MeshCommand command)
    {
        if (command is StartJob start)
        {
            BeginJob(start);
            return;
        }

        JobId cancelled = ((CancelJob)command).Job;
        int at = _jobs.FindIndex(job => job.Start.Job == cancelled);
        if (at >= 0)
        {
            _world.Log.Write(_world.Agenda.Now, Index, LogKind.JobCancel, cancelled.Batch, cancelled.Task);
            WorkTime += _world.Agenda.Now - _jobs[at].StartedAt;
            _jobs.RemoveAt(at);
        }
    }

    private void BeginJob(StartJob start)
    {
        JobTimes times = _world.Options.Jobs;
        if (_world.Options.Canary == Canary.NobodyMerges && start.Job.Kind == JobKind.Merge)
        {
            return;
        }

        TimeSpan reference = start.Job.Kind switch
        {
            JobKind.Leaf => times.LeafJob,
            JobKind.Merge => times.Merge,
            _ => times.Final,
        };
        TimeSpan length = Does(Behaviours.InvalidProofs) ? ForgeTime : times.Draw(reference, Traits.Speed, _world.Random);
        RunningJob job = new(start, _world.Agenda.Now, length);
        _jobs.Add(job);
        _world.Log.Write(_world.Agenda.Now, Index, LogKind.JobStart, start.Job.Batch, start.Job.Task, (long)start.Job.Kind);
        _world.Schedule(_world.Agenda.Now + length, SimEventKind.JobEnd, Index, Life, job);
        if (Traits.DiesMidJob)
        {
            _world.Schedule(_world.Agenda.Now + (length * Traits.DeathProgress), SimEventKind.Control, Index, Life, () => Crash(forGood: true));
        }
    }

    internal void OnJobEnd(RunningJob job)
    {
        if (!_jobs.Remove(job))
        {
            return;
        }

        WorkTime += job.Length;
        StartJob start = job.Start;
        MockProof? proof = Make(job);
        bool breaks = _world.Options.Faults.JobFailureShare > 0 && _world.Random.NextDouble() < _world.Options.Faults.JobFailureShare;
        if (proof is null || breaks)
        {
            _world.Log.Write(_world.Agenda.Now, Index, LogKind.JobFail, start.Job.Batch, start.Job.Task);
            Handle(new JobFailed(start.Job));
            return;
        }

        _kept.Add(proof.Hash);
        _world.Log.Write(_world.Agenda.Now, Index, LogKind.JobEnd, start.Job.Batch, start.Job.Task);
        _world.Checks.OnProof(this, proof);
        _world.Figures.OnProof(_world.Agenda.Now, proof);
        Handle(new JobFinished(start.Job, proof.Hash, proof.SizeBytes, proof.Payees));
    }

    private MockProof? Make(RunningJob job)
    {
        StartJob start = job.Start;
        int shards = _world.ShardsOf(start.Job.Batch);
        if (!IsHonest && Adversary.Forges(this))
        {
            return _world.Adversary.Forge(this, start.Job, shards, start.Payee, start.Inputs);
        }

        foreach (ProofHash input in start.Inputs)
        {
            if (!Has(input))
            {
                return null;
            }
        }

        return _world.Proofs.Finish(start.Job, shards, start.Payee, start.Inputs, Index, job.Length);
    }

    private void StopJobs()
    {
        foreach (RunningJob job in _jobs)
        {
            WorkTime += _world.Agenda.Now - job.StartedAt;
        }

        _jobs.Clear();
    }

    /// <summary>Prover time up to now, with what runs.</summary>
    internal TimeSpan WorkTimeUntil(TimeSpan now)
    {
        TimeSpan total = WorkTime;
        foreach (RunningJob job in _jobs)
        {
            total += now - job.StartedAt;
        }

        return total;
    }

    /// <summary>A job under way.</summary>
    internal sealed record RunningJob(StartJob Start, TimeSpan StartedAt, TimeSpan Length);
}
