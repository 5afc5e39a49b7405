using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>No finished proof is lost: once durable it stays until its batch is settled, expired or pruned.</summary>
internal sealed class OutboxChecker(SimWorld world) : Checker(world)
{
    private readonly Dictionary<(int Node, ProofHash Proof), BatchKey> _durable = [];

    public override void OnStored(SimNode node, OutboxEntry entry) => _durable[(node.Index, entry.Proof)] = entry.Batch;

    public override void OnReleased(SimNode node, ProofHash proof)
    {
        if (_durable.Remove((node.Index, proof), out BatchKey batch))
        {
            Expect(!node.IsHonest || IsConcluded(batch), $"node {node.Index} released a proof of {batch}, which is not concluded");
        }
    }

    public override void OnStep(ChainStep moved)
    {
        foreach (((int node, ProofHash proof), BatchKey batch) in _durable)
        {
            if (!World.Nodes[node].Outbox.ContainsKey(proof))
            {
                Fail($"node {node} lost a finished proof of {batch}");
                return;
            }
        }
    }

    private bool IsConcluded(BatchKey batch) =>
        !World.Chain.State.Batches.TryGetValue(batch.Value, out BatchRecord? record) || record.Status != BatchStanding.Committed;
}
