using P2PProver.Crypto;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Proofs;
using BatchSettled = P2PProver.Testnet.Simulation.Chain.BatchSettled;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>
/// No position is paid twice; nobody is paid for a position without having made a proof for it, bound to that payee, in the whole time that it takes;
/// and the contracts hold what they owe.
/// </summary>
internal sealed class PaymentChecker(SimWorld world) : Checker(world)
{
    private readonly HashSet<(BatchKey Batch, int Position, Address Payee)> _made = [];
    private readonly HashSet<(BatchKey Batch, Address Submitter)> _finals = [];

    public override void OnProof(SimNode node, MockProof proof)
    {
        if (!proof.IsSound)
        {
            return;
        }

        if (proof.IsFinal)
        {
            _finals.Add((proof.Batch, proof.Submitter));
            return;
        }

        int position = TreePositions.Number(World.Figures.ShardsOf(proof.Batch), proof.Task.Level, proof.Task.Index);
        _made.Add((proof.Batch, position, node.Payout));
        Expect(!node.IsHonest || proof.Payees[^1] == node.Payout, $"node {node.Index} made {proof.Task} for another payee");
    }

    public override void OnStep(ChainStep moved)
    {
        foreach (ChainBlock block in moved.Added)
        {
            CheckBlock(block);
        }

        RollupState state = World.Chain.State;
        Expect(Solvency.Owed(World.Options.Rules, state) == state.Held, "the contracts do not hold what they owe");
    }

    private void CheckBlock(ChainBlock block)
    {
        HashSet<Hash32> settledHere = [];
        foreach (BatchSettled settled in block.Receipts.SelectMany(r => r.Events).OfType<BatchSettled>())
        {
            bool isFirst = settledHere.Add(settled.Key) && !IsSettledBefore(block, settled.Key);
            Expect(isFirst, $"batch {settled.Key.A:x} is settled twice");
            CheckPayees(settled);
        }
    }

    private bool IsSettledBefore(ChainBlock block, Hash32 key)
    {
        ChainBlock parent = World.Chain.BlockAt(block.Number - 1);
        return parent.State.Batches.TryGetValue(key, out BatchRecord? batch) && batch.Status == BatchStanding.Settled;
    }

    private void CheckPayees(BatchSettled settled)
    {
        BatchKey key = new(settled.Key);
        for (int position = 0; position < settled.Payees.Count; position++)
        {
            Expect(
                _made.Contains((key, position, settled.Payees[position])),
                $"position {position} of {key} is paid to node {World.Keys.IndexOfPayout(settled.Payees[position])}, who made no proof for it");
        }

        Expect(_finals.Contains((key, settled.Submitter)), $"the submitter of {key} finalised nothing");
    }
}
