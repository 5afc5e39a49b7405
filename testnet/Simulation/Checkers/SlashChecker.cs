using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>
/// No slash of a node that delivered before the batch opened: one that announced a sound proof of the position by then. And none before the claimant's
/// own turn is over.
/// </summary>
internal sealed class SlashChecker(SimWorld world) : Checker(world)
{
    private readonly Dictionary<(BatchKey Batch, TaskId Task, int Node), TimeSpan> _delivered = [];

    public override void OnPublish(SimNode node, MeshMessage message)
    {
        if (message is ProofHeader header && World.Proofs.Find(header.Proof) is { IsSound: true } proof && proof.Task == header.Task && proof.Maker == node.Index)
        {
            _delivered.TryAdd((header.Batch, header.Task, node.Index), World.Agenda.Now);
        }
    }

    public override void OnStep(ChainStep moved)
    {
        foreach (ChainBlock block in moved.Added)
        {
            foreach (ClaimSlashed slashed in block.Receipts.SelectMany(r => r.Events).OfType<ClaimSlashed>())
            {
                World.Checks.Slashes++;
                CheckSlash(block, slashed);
            }
        }
    }

    private void CheckSlash(ChainBlock block, ClaimSlashed slashed)
    {
        RollupState before = World.Chain.BlockAt(block.Number - 1).State;
        BatchRecord batch = before.Batches[slashed.Key];
        long start = Math.Max(batch.CommitTime, before.LastSettledTime);
        long open = start + World.Options.Rules.OpenSeconds;
        int turn = batch.Claimants.IndexOf(slashed.Claimant);
        long turnEnd = open + ((turn + 1) * World.Options.Rules.TurnSeconds);
        Expect(turn >= 0 && block.Context.Time >= turnEnd, "a claim was slashed before its claimant's turn was over");

        (int level, int index) = TreePositions.At(batch.ShardCount, slashed.Position);
        int node = World.Keys.IndexOfAccount(slashed.Claimant);
        bool delivered = _delivered.TryGetValue((new BatchKey(slashed.Key), new TaskId(level, index), node), out TimeSpan at) && at.TotalSeconds < open;
        Expect(!delivered || !World.Nodes[node].IsHonest, $"node {node} was slashed for {level}/{index}, which it delivered before the batch opened");
    }
}
