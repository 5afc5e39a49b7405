namespace P2PProver.Mesh.Tests.Rig;

/// <summary>A chain that makes a block a second and knows what a contract would refuse.</summary>
internal sealed partial class MeshRig
{
    private readonly List<MeshEvent> _pending = [];
    private readonly List<BatchInfo> _unsettled = [];
    private ulong _block;
    private bool _mining;

    /// <summary>Whether the builder of blocks includes a node's transaction.</summary>
    public Func<int, MeshCommand, bool> Includes { get; set; } = (_, _) => true;

    public ulong Block => _block;

    public BatchInfo Commit(int number, int? shards = null)
    {
        BatchInfo batch = new()
        {
            Key = TestKeys.Batch(number),
            Index = (ulong)number,
            Parent = TestKeys.Batch(number - 1),
            Sequencer = TestKeys.Account(1000),
            ShardCount = shards ?? Options.Shards,
            Witness = TestKeys.Hash($"witness {number}"),
            CommitBlock = new BlockRef(_block + 1, TestKeys.Hash($"block {_block + 1}")),
            Transaction = TestKeys.Hash($"commit {number}"),
            CommitTimeMs = Now.ToUnixTimeMilliseconds() + 1000,
            Randomness = TestKeys.Hash($"randomness {Options.Seed} {number}"),
            Pot = new Wei(1_000_000_000_000_000_000),
        };
        _unsettled.Add(batch);
        _pending.Add(new BatchCommitted(batch));
        return batch;
    }

    /// <summary>Puts an event into the next block.</summary>
    public void Include(MeshEvent happened) => _pending.Add(happened);

    private void Mine()
    {
        if (!_mining)
        {
            _mining = true;
            At(0, MineBlock);
        }
    }

    private void MineBlock()
    {
        _block++;
        List<MeshEvent> events = [new ChainHeadMoved(new BlockRef(_block, TestKeys.Hash($"block {_block}")), Now.ToUnixTimeMilliseconds())];
        events.AddRange(_pending);
        _pending.Clear();
        if (_block == 1)
        {
            events.AddRange(Chain);
            Chain.Clear();
        }

        Chain.AddRange(events);
        foreach (RigNode node in Nodes)
        {
            At(Latency(), () => events.ForEach(happened => Tell(node, happened)));
        }

        At(1000, MineBlock);
    }

    private void DoOnChain(RigNode node, MeshCommand command)
    {
        switch (command)
        {
            case SendSettlement send when Includes(node.Number, send):
                Settle(node, send);
                break;
            case SendClaims send when Includes(node.Number, send):
                _pending.Add(new ClaimsCommitted(_block + 1, send.Batch, send.Level, send.Bitmap, node.Options.Account, node.Options.Payout));
                break;
            case SendExpiry send when Includes(node.Number, send):
                if (_unsettled.RemoveAll(batch => batch.Key == send.Batch) > 0)
                {
                    _pending.Add(new BatchExpired(_block + 1, send.Batch));
                }

                break;
            default:
                break;
        }
    }

    private void Settle(RigNode node, SendSettlement send)
    {
        node.Bytes.ShouldContain(send.Proof);
        Proofs.VerifyFinal(send.Proof).ShouldNotBeNull("only valid proofs are sent");
        if (_unsettled.Count > 0 && _unsettled[0].Key == send.Batch)
        {
            _unsettled.RemoveAt(0);
            Settled.Add((send.Batch, send.Proof));
            _pending.Add(new BatchSettled(_block + 1, Now.ToUnixTimeMilliseconds() + 1000, send.Batch));
        }
    }
}
