using P2PProver.Crypto;

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
                ulong taken = Chain.Concat(_pending).OfType<ClaimsCommitted>()
                    .Where(claims => claims.Batch == send.Batch && claims.Level == send.Level)
                    .Aggregate(0UL, (bits, claims) => bits | claims.Bitmap);
                _pending.Add(new ClaimsCommitted(
                    _block + 1, send.Batch, send.Level, send.Bitmap & ~taken, node.Options.Account, node.Options.Payout));
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

    /// <summary>Everybody who was credited for a position.</summary>
    public IReadOnlyList<Address> Paid() => [.. Settled.SelectMany(settled => Proofs.VerifyFinal(settled.Final)!.Payees)];

    /// <summary>Whether the last settlement credits a position to somebody.</summary>
    public bool IsPaid(TaskId task, Address payee) =>
        Proofs.VerifyFinal(Settled[^1].Final)!.Payees[ProofTree.Of(Options.Shards).PositionOf(task)] == payee;

    /// <summary>Every position that was paid has a proof made for it by its payee, and the finaliser made the final proof.</summary>
    public void CheckPayments()
    {
        Settled.Select(settled => settled.Batch).Distinct().Count().ShouldBe(Settled.Count, "no batch settles twice");
        foreach ((BatchKey batch, ProofHash final) in Settled)
        {
            FinalContents contents = Proofs.VerifyFinal(final)!;
            int shards = Chain.Concat(_pending).OfType<BatchCommitted>().Last(committed => committed.Batch.Key == batch).Batch.ShardCount;
            ProofTree tree = ProofTree.Of(shards);
            for (int i = 0; i < tree.Count; i++)
            {
                _made.ShouldContain((batch, tree.Tasks[i], false, contents.Payees[i]), $"seed {Options.Seed}");
            }

            _made.ShouldContain((batch, tree.Root, true, contents.Submitter), $"seed {Options.Seed}");
        }
    }

    /// <summary>Settlements that the contract would have refused.</summary>
    public int Reverts { get; private set; }

    /// <summary>The contract's rule while claims bind, before T_open, written down once more.</summary>
    private bool LeavesOutAClaimant(SendSettlement send)
    {
        BatchInfo batch = Chain.OfType<BatchCommitted>().Last(committed => committed.Batch.Key == send.Batch).Batch;
        bool open = Now.ToUnixTimeMilliseconds() >= batch.CommitTimeMs + 600_000;
        ProofTree tree = ProofTree.Of(batch.ShardCount);
        IReadOnlyList<Address> payees = Proofs.VerifyFinal(send.Proof)!.Payees;
        return !open && Chain.OfType<ClaimsCommitted>().Any(claims => claims.Batch == send.Batch
            && _block + 1 >= claims.Block + 20
            && tree.Tasks.Any(task => task.Level == claims.Level
                && (claims.Bitmap >> task.Index & 1) != 0
                && payees[tree.PositionOf(task)] != claims.Payout));
    }

    private void Settle(RigNode node, SendSettlement send)
    {
        node.Bytes.ShouldContain(send.Proof);
        Proofs.VerifyFinal(send.Proof).ShouldNotBeNull("only valid proofs are sent");
        if (LeavesOutAClaimant(send))
        {
            Reverts++;
            At(1000, () => Tell(node, new TransactionFailed(send.Batch, TransactionKind.Settlement)));
            return;
        }

        if (_unsettled.Count > 0 && _unsettled[0].Key == send.Batch)
        {
            _unsettled.RemoveAt(0);
            Settled.Add((send.Batch, send.Proof));
            _pending.Add(new BatchSettled(_block + 1, Now.ToUnixTimeMilliseconds() + 1000, send.Batch));
        }
    }
}
