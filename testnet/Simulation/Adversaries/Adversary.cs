using P2PProver.Crypto;
using P2PProver.Fields;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Network;
using P2PProver.Testnet.Simulation.Proofs;
using BatchCommitted = P2PProver.Testnet.Simulation.Chain.BatchCommitted;

namespace P2PProver.Testnet.Simulation.Adversaries;

/// <summary>
/// What dishonest nodes do beside or instead of what their mesh node says. They know everything that they hear, may sign as themselves and as keys of
/// their own, and have a valid proof only where they did the work.
/// </summary>
public sealed partial class Adversary
{
    private const int CopiesPerBatchMax = 6;

    private readonly SimWorld _world;
    private readonly Prng _random;
    private readonly SortedDictionary<string, long> _attempts = new(StringComparer.Ordinal);
    private readonly HashSet<(int Node, BatchKey Batch, TaskId Task)> _acted = [];
    private readonly Dictionary<(int Node, BatchKey Batch), int> _copies = [];

    internal Adversary(SimWorld world, Prng random)
    {
        (_world, _random) = (world, random);
    }

    /// <summary>Attacks tried, by kind.</summary>
    public IReadOnlyDictionary<string, long> Attempts => _attempts;

    /// <summary>Starts spam, and ends eclipses that are to end.</summary>
    internal void Schedule()
    {
        AdversaryOptions options = _world.Options.Adversaries;
        foreach (SimNode node in _world.Nodes)
        {
            if (node.Does(Behaviours.Spam) && options.SpamPerSecond > 0)
            {
                _world.At(_world.Options.FirstBatch, () => Spam(node));
            }
        }

        int[] attackers = [.. _world.Nodes.Where(node => !node.IsHonest).Select(node => node.Index)];
        if (options is { EclipseVictim: true, Victim: >= 0 } && attackers.Length > 0)
        {
            _world.Topology.Eclipse(options.Victim, attackers);
            if (options.EclipseEnds is { } end)
            {
                _world.At(end, () => EndEclipse(options.Victim));
            }
        }
    }

    /// <summary>Whether an eclipse keeps two nodes from talking to each other.</summary>
    internal bool IsEclipsed(int a, int b)
    {
        AdversaryOptions options = _world.Options.Adversaries;
        if (!options.EclipseVictim || _world.Agenda.Now >= options.EclipseEnds)
        {
            return false;
        }

        return (a == options.Victim && _world.Nodes[b].IsHonest) || (b == options.Victim && _world.Nodes[a].IsHonest);
    }

    /// <summary>Whether a dishonest node keeps a message from its peers.</summary>
    internal bool Withholds(SimNode node, GossipMessage message) =>
        node.Does(Behaviours.CensorVictim) && IsVictims((MeshMessage)message.Payload);

    /// <summary>Whether a dishonest node leaves a request unanswered.</summary>
    internal bool IsSilent(SimNode node, SimNode.Exchange exchange)
    {
        bool isProof = exchange.Status is null;
        bool silent = (isProof && node.Does(Behaviours.Withhold))
            || (node.Does(Behaviours.CensorVictim) && exchange.Asker.Index == _world.Options.Adversaries.Victim);
        if (silent)
        {
            Count("withhold");
        }

        return silent;
    }

    /// <summary>Whether a dishonest node's mesh node hears a message.</summary>
    internal bool Hears(SimNode node, MeshMessage message)
    {
        OnHeard(node, message);
        bool ignores = node.Does(Behaviours.CensorVictim | Behaviours.ExcludeVictim) && IsVictims(message);
        if (ignores)
        {
            Count("exclude");
        }

        return !ignores;
    }

    /// <summary>Does something else than a command says; true when the command is not to be carried out.</summary>
    internal bool Intercepts(SimNode node, MeshCommand command)
    {
        switch (command)
        {
            case StartJob start when node.Does(Behaviours.ClaimAndStall | Behaviours.StallOnChain):
                Count("stall");
                _world.Log.Write(_world.Agenda.Now, node.Index, LogKind.Attack, start.Job.Batch, start.Job.Task);
                return true;
            case CancelJob when node.Does(Behaviours.ClaimAndStall | Behaviours.StallOnChain):
                return true;
            case Publish publish when node.Does(Behaviours.Equivocate):
                Equivocate(node, publish);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Whether a dishonest node's jobs end with something else than an honest proof.</summary>
    internal static bool Forges(SimNode node) => node.Does(Behaviours.InvalidProofs | Behaviours.WrongStatements);

    /// <summary>Makes what such a job ends with.</summary>
    internal MockProof Forge(SimNode node, JobId job, int shards, Address payee, IReadOnlyList<ProofHash> inputs)
    {
        bool isWrongStatement = node.Does(Behaviours.WrongStatements);
        Count(isWrongStatement ? "wrong statement" : "invalid proof");
        IReadOnlyList<Address> payees = PayeesOf(job, shards, payee, inputs);
        return _world.Proofs.Forge(job, shards, payees, payee, node.Index, isWrongStatement);
    }

    /// <summary>What a dishonest node does when a block comes.</summary>
    internal void OnChain(SimNode node, ChainStep step)
    {
        if (!node.Does(Behaviours.StallOnChain))
        {
            return;
        }

        foreach (BatchCommitted committed in step.Added.SelectMany(b => b.Receipts).SelectMany(r => r.Events).OfType<BatchCommitted>())
        {
            ClaimOnChain(node, committed.Batch);
        }
    }

    private void ClaimOnChain(SimNode node, BatchRecord batch)
    {
        int most = Math.Min(RollupModel.PositionsMax(batch, node.Traits.Stake), batch.ShardCount);
        ulong bitmap = 0;
        for (int taken = 0; taken < most; taken++)
        {
            bitmap |= 1UL << _random.NextInt(batch.ShardCount);
        }

        Count("stall on chain");
        Submit(node, new CommitClaimsCall(batch.Key, 0, bitmap));
    }

    private void EndEclipse(int victim)
    {
        foreach (SimNode node in _world.Nodes.Where(node => node.IsHonest && node.Index != victim).Take(_world.Options.Network.Degree / 2))
        {
            _world.Connect(victim, node.Index);
        }
    }

    private bool IsVictims(MeshMessage message)
    {
        int victim = _world.Options.Adversaries.Victim;
        return victim >= 0 && message.Node == _world.Nodes[victim].Id;
    }

    private static IReadOnlyList<Address> PayeesOf(JobId job, int shards, Address payee, IReadOnlyList<ProofHash> inputs)
    {
        int count = ProofTree.Of(shards).Subtree(job.Task).Count;
        Verify.That(inputs.Count <= 2, "no job takes more than two proofs");
        return [.. Enumerable.Repeat(payee, count)];
    }

    private void Submit(SimNode node, RollupCall call)
    {
        long fee = 4 * _world.Chain.BaseFeeAt(_world.Agenda.Now);
        _world.Chain.Submit(_world.Agenda.Now, node.Account, _world.Chain.NonceOf(node.Account), fee, call);
    }

    private void Count(string attack) => _attempts[attack] = _attempts.GetValueOrDefault(attack) + 1;
}
