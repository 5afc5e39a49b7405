using P2PProver.Crypto;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Events;
using Hash32 = P2PProver.Mesh.Hash32;
using Model = P2PProver.Testnet.Simulation.Chain;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>The chain's side of a run: blocks, the sequencer, and how blocks are told to the nodes.</summary>
public sealed partial class SimWorld
{
    private readonly Dictionary<Hash32, MeshEvent[]> _told = [];
    private long _sequencerNonce;

    private bool IsOver => Chain.State.CommitCount >= Options.Batches && Chain.State.Live.IsEmpty;

    /// <summary>The shards of a batch that was ever committed.</summary>
    internal int ShardsOf(BatchKey batch) => Figures.ShardsOf(batch);

    /// <summary>Whether the chain's node says that a call would revert in the next block.</summary>
    internal bool WouldRevert(Address sender, RollupCall call)
    {
        BlockContext head = Chain.Head.Context;
        BlockContext next = new(head.Number + 1, (long)(Agenda.Now + Options.Chain.BlockTime).TotalSeconds, head.BaseFee);
        return Chain.Model.Apply(Chain.State, next, sender, call).Revert != Revert.None;
    }

    /// <summary>What a node that starts now must be told: who is registered, and all blocks since the first that concerns an unsettled batch.</summary>
    internal IEnumerable<MeshEvent> ChainHistory()
    {
        long since = Chain.Head.Number;
        foreach (Hash32 key in Chain.State.Live)
        {
            since = Math.Min(since, Chain.State.Batches[key].CommitBlock);
        }

        since = Math.Max(0, since - Options.SettleConfirmations - 1);
        for (long number = 0; number <= Chain.Head.Number; number++)
        {
            ChainBlock block = Chain.BlockAt(number);
            if (number >= since || block.Receipts.Length > 0 || number == 0)
            {
                foreach (MeshEvent told in Tell(block))
                {
                    yield return told;
                }
            }
        }
    }

    internal MeshEvent Replayed(BatchInfo batch) => new BatchReplayed(batch.Key, Proofs.Replay(batch.Key, batch.ShardCount));

    private RollupState Genesis(RollupModel model)
    {
        RollupState state = new();
        foreach (SimNode node in Nodes)
        {
            state = model.Apply(state, default, node.Account, new StakeCall(node.Traits.Stake, node.Payout)).State;
        }

        return state;
    }

    private void BuildSlot()
    {
        Schedule(Agenda.Now + Options.Chain.BlockTime, SimEventKind.Block, node: -1, life: 0, BlockSubject);
        bool isCalm = Options.HealAt is { } healAt && Agenda.Now >= healAt;
        ChainStep? step = isCalm ? Chain.BuildSlot(Agenda.Now, reorgDepth: 0) : Chain.BuildSlot(Agenda.Now);
        if (step is null)
        {
            return;
        }

        if (step.Removed.Count > 0)
        {
            Log.Write(Agenda.Now, -1, LogKind.Reorg, value: step.Removed.Count);
        }

        foreach (ChainBlock block in step.Added)
        {
            LogBlock(block);
        }

        Figures.OnStep(Agenda.Now, step);
        Checks.OnStep(step);
        Spread(step);
        RunSequencer();
        if (IsOver && _endAt is null)
        {
            _endAt = Agenda.Now + Drain + (Options.SettleConfirmations * Options.Chain.BlockTime);
        }
        else if (!IsOver)
        {
            _endAt = null;
        }
    }

    private static readonly object BlockSubject = new();

    private void LogBlock(ChainBlock block)
    {
        Log.Write(Agenda.Now, -1, LogKind.Block, value: block.Number);
        foreach (RollupEvent happened in block.Receipts.SelectMany(receipt => receipt.Events))
        {
            (LogKind kind, Hash32 key, long value) = happened switch
            {
                Model.BatchCommitted committed => (LogKind.Committed, committed.Batch.Key, (long)committed.Batch.ShardCount),
                Model.ClaimsCommitted claims => (LogKind.ChainClaims, claims.Key, claims.Positions.Count),
                Model.BatchSettled settled => (LogKind.Settled, settled.Key, Keys.IndexOfPayout(settled.Submitter)),
                ClaimSlashed slashed => (LogKind.Slashed, slashed.Key, slashed.Position),
                Model.BatchExpired expired => (LogKind.Expired, expired.Key, 0),
                Model.BatchPruned pruned => (LogKind.Expired, pruned.Key, 1),
                _ => (LogKind.Block, default(Hash32), 0L),
            };
            Log.Write(Agenda.Now, -1, kind, new BatchKey(key), value: value);
        }
    }

    /// <summary>Tells every running node, each after its own delay and in order.</summary>
    private void Spread(ChainStep step)
    {
        List<MeshEvent> told = [];
        if (step.Removed.Count > 0)
        {
            ChainBlock standing = Chain.BlockAt(step.Added[0].Number - 1);
            told.Add(new ChainRolledBack(new BlockRef((ulong)standing.Number, standing.Hash)));
        }

        foreach (ChainBlock block in step.Added)
        {
            told.AddRange(Tell(block));
        }

        ChainNews news = new(step, told);
        foreach (SimNode node in Nodes)
        {
            if (node.IsUp)
            {
                TimeSpan at = Agenda.Now + (Options.Chain.NewsDelayMax * Random.NextDouble());
                node.NewsAt = at > node.NewsAt ? at : node.NewsAt;
                Schedule(node.NewsAt, SimEventKind.ChainNews, node.Index, node.Life, news);
            }
        }
    }

    private MeshEvent[] Tell(ChainBlock block)
    {
        if (_told.TryGetValue(block.Hash, out MeshEvent[]? told))
        {
            return told;
        }

        List<MeshEvent> events = [new ChainHeadMoved(new BlockRef((ulong)block.Number, block.Hash), Milliseconds(block.Context.Time))];
        if (block.Number == 0)
        {
            events.AddRange(Nodes.Select(n => new NodeStakeChanged(0, n.Id, n.Account, n.Payout, new Wei(n.Traits.Stake))));
        }

        foreach (ChainReceipt receipt in block.Receipts)
        {
            foreach (RollupEvent happened in receipt.Events)
            {
                events.AddRange(Translate(block, receipt, happened));
            }
        }

        return _told[block.Hash] = [.. events];
    }

    private IEnumerable<MeshEvent> Translate(ChainBlock block, ChainReceipt receipt, RollupEvent happened)
    {
        ulong number = (ulong)block.Number;
        switch (happened)
        {
            case Model.BatchCommitted committed:
                return [new P2PProver.Mesh.BatchCommitted(InfoOf(block, receipt, committed.Batch))];
            case Model.BatchSettled settled:
                return [new P2PProver.Mesh.BatchSettled(number, Milliseconds(settled.Time), new BatchKey(settled.Key))];
            case Model.BatchExpired expired:
                return [new P2PProver.Mesh.BatchExpired(number, new BatchKey(expired.Key))];
            case Model.BatchPruned pruned:
                return [new P2PProver.Mesh.BatchPruned(number, new BatchKey(pruned.Key))];
            case StakeChanged stake when Keys.IndexOfAccount(stake.Node) is int index and >= 0:
                return [new NodeStakeChanged(number, Nodes[index].Id, stake.Node, stake.Payout, new Wei(stake.Stake))];
            case ClaimSlashed slashed when Keys.IndexOfAccount(slashed.Claimant) is int index and >= 0:
                ProverRecord prover = block.State.Provers[slashed.Claimant];
                return [new NodeStakeChanged(number, Nodes[index].Id, prover.Node, prover.Payout, new Wei(prover.Stake))];
            case Model.ClaimsCommitted claims:
                return TranslateClaims(block, claims);
            default:
                return [];
        }
    }

    private static IEnumerable<MeshEvent> TranslateClaims(ChainBlock block, Model.ClaimsCommitted claims)
    {
        int shards = block.State.Batches[claims.Key].ShardCount;
        IEnumerable<(int Level, int Index)> places = claims.Positions.Select(position => TreePositions.At(shards, position));
        foreach (IGrouping<int, (int Level, int Index)> level in places.GroupBy(place => place.Level))
        {
            ulong bitmap = level.Aggregate(0UL, (bits, place) => bits | (1UL << place.Index));
            yield return new P2PProver.Mesh.ClaimsCommitted(
                (ulong)block.Number, new BatchKey(claims.Key), level.Key, bitmap, claims.Claimant, block.State.Provers[claims.Claimant].Payout);
        }
    }

    private static BatchInfo InfoOf(ChainBlock block, ChainReceipt receipt, BatchRecord batch) => new()
    {
        Key = new BatchKey(batch.Key),
        Index = (ulong)batch.Index,
        Parent = new BatchKey(batch.Parent),
        Sequencer = batch.Sequencer,
        ShardCount = batch.ShardCount,
        Witness = batch.Data,
        CommitBlock = new BlockRef((ulong)block.Number, block.Hash),
        Transaction = MockHash.Of((ulong)receipt.Transaction.Id, 0x7a),
        CommitTimeMs = Milliseconds(batch.CommitTime),
        Randomness = block.Randomness,
        Pot = new Wei(batch.Pot),
    };

    private static long Milliseconds(long seconds) => Epoch.ToUnixTimeMilliseconds() + (seconds * 1000);

    /// <summary>Commits the next batch when it is due, the last commit is in the chain, and the contract takes one more.</summary>
    private void RunSequencer()
    {
        RollupState state = Chain.State;
        bool isDue = Agenda.Now >= Options.FirstBatch + (state.CommitCount * Options.BatchInterval);
        bool isWaiting = Chain.NonceOf(SimKeys.Sequencer) < _sequencerNonce;
        if (!isDue || isWaiting || state.CommitCount >= Options.Batches || state.Live.Count >= Options.Rules.UnsettledMax || state.IsFrozen)
        {
            return;
        }

        UInt128 pot = RollupRules.Coin / 1000 * (uint)Options.PotMilliCoins;
        long time = (long)(Agenda.Now + Options.Chain.BlockTime).TotalSeconds;
        CommitBatchCall call = new(
            Chain.Model.CommitValue(state, time, pot),
            state.NewestKey,
            MockHash.Of(Options.Seed, (ulong)state.CommitCount, 0xda7a),
            MockHash.Of(Options.Seed, (ulong)state.CommitCount, 0x57a7e),
            Options.Shards,
            pot,
            state.Queue.Count);
        _sequencerNonce = Chain.NonceOf(SimKeys.Sequencer) + 1;
        Chain.Submit(Agenda.Now, SimKeys.Sequencer, _sequencerNonce - 1, long.MaxValue / 128, call);
    }
}
