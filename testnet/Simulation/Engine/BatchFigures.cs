using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Proofs;
using Hash32 = P2PProver.Mesh.Hash32;
using Model = P2PProver.Testnet.Simulation.Chain;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>When each batch reached which stage, and what its proofs cost.</summary>
public sealed class BatchFigures
{
    private readonly SimWorld _world;
    private readonly Dictionary<BatchKey, BatchFigure> _batches = [];
    private readonly List<BatchKey> _order = [];

    internal BatchFigures(SimWorld world)
    {
        _world = world;
    }

    /// <summary>All batches ever committed, in the order in which they were first seen.</summary>
    public IEnumerable<BatchFigure> All => _order.Select(key => _batches[key]);

    /// <summary>The shards of a batch.</summary>
    public int ShardsOf(BatchKey batch) => _batches.TryGetValue(batch, out BatchFigure? figure) ? figure.Shards : 1;

    internal void OnStep(TimeSpan now, ChainStep step)
    {
        foreach (ChainBlock block in step.Added)
        {
            foreach (RollupEvent happened in block.Receipts.SelectMany(receipt => receipt.Events))
            {
                OnEvent(now, block, happened);
            }
        }

        foreach (BatchFigure figure in _batches.Values)
        {
            if (figure.ActionableAt is null && _world.Chain.Head.Number >= figure.CommitBlock + _world.Options.CommitConfirmations)
            {
                figure.ActionableAt = now;
            }
        }
    }

    internal void OnProof(TimeSpan now, MockProof proof)
    {
        if (proof.IsSound && _batches.TryGetValue(proof.Batch, out BatchFigure? figure))
        {
            figure.RootAt ??= proof.IsFinal || proof.Task == ProofTree.Of(figure.Shards).Root ? now : null;
            figure.FinalAt ??= proof.IsFinal ? now : null;
        }
    }

    private void OnEvent(TimeSpan now, ChainBlock block, RollupEvent happened)
    {
        if (happened is Model.BatchCommitted committed)
        {
            BatchKey key = new(committed.Batch.Key);
            if (!_batches.TryGetValue(key, out BatchFigure? known))
            {
                known = new BatchFigure(key, committed.Batch.ShardCount, now);
                _order.Add(key);
                _batches[key] = known;
            }

            known.CommitBlock = block.Number;
        }
        else if (happened is Model.BatchSettled settled && _batches.TryGetValue(new BatchKey(settled.Key), out BatchFigure? figure))
        {
            figure.SettledAt ??= now;
            figure.Useful = ProofOf(block, settled.Key) is { } final ? UsefulTime(final, []) : figure.Useful;
        }
    }

    private static MockProof? ProofOf(ChainBlock block, Hash32 key) => block.Receipts
        .Where(receipt => receipt.Revert == Revert.None)
        .Select(receipt => receipt.Transaction.Call)
        .OfType<SettleCall>()
        .Where(call => call.Key == key)
        .Select(call => call.Proof as MockProof)
        .FirstOrDefault();

    private static TimeSpan UsefulTime(MockProof proof, HashSet<ProofHash> seen)
    {
        TimeSpan total = seen.Add(proof.Hash) ? proof.JobTime : TimeSpan.Zero;
        foreach (MockProof input in proof.Inputs)
        {
            total += UsefulTime(input, seen);
        }

        return total;
    }
}
