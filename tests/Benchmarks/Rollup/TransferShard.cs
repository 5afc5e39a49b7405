using System.Buffers.Binary;
using P2PProver.Crypto.Keystores;
using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Benchmarks.Rollup;

/// <summary>A shard of the rollup's own size that holds nothing but transfers, between accounts with small keys.</summary>
internal sealed class TransferShard
{
    private const int AccountCount = 64;
    private const ulong Balance = 1_000_000_000;

    private static readonly RollupDomain Domain = RollupDomain.FromBytes(Keccak256.Hash("benchmark"u8));

    private readonly AccountTree _state;
    private readonly RollupBatch _batch;

    /// <summary>Signs and executes.</summary>
    /// <param name="shape">The rollup's sizes.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="shards">How many shards the transfers fill.</param>
    public TransferShard(BatchShape shape, int threads, int shards = 1)
    {
        int transfers = shape.BlocksPerShard * shards;
        int transfersEach = transfers / AccountCount;
        XmssKey[] keys = [.. Enumerable.Range(0, AccountCount).Select(i => Key(i, transfersEach + 1, threads))];
        _state = AccountTree.Of(shape.TreeDepth, [.. keys.Select(key => new Account(key.PublicKey, new Gwei(Balance), default))]);
        _batch = new RollupBatch(Domain, shape, [.. Enumerable.Range(0, transfers).Select(i => Transfer(keys, i))]);
        Executions = ReplayAll(threads);
    }

    /// <summary>The executed shards.</summary>
    public IReadOnlyList<ShardExecution> Executions { get; }

    /// <summary>The executed shard, where there is one.</summary>
    public ShardExecution Execution => Executions.Single();

    /// <summary>Executes the batch natively, signatures included.</summary>
    public ShardExecution Replay(int threads) => ReplayAll(threads).Single();

    /// <summary>A key of a number over the first slots.</summary>
    public static XmssKey Key(int number, int slots, int threads)
    {
        byte[] secret = new byte[WalletSeed.Bytes];
        BinaryPrimitives.WriteInt32BigEndian(secret, number + 1);
        if (!WalletSeed.TryRead(secret, out WalletSeed? seed))
        {
            throw new InvalidOperationException("the seed is refused");
        }

        using (seed)
        {
            return XmssKey.Generate(XmssSecret.Derive(seed, 0, 0), default, slots, threads);
        }
    }

    private static SignedOperation Transfer(XmssKey[] keys, int index)
    {
        int from = index % AccountCount;
        int to = (index * 7) % AccountCount;
        Slot slot = new((uint)(index / AccountCount) + 1);
        Operation operation = Operation.Transfer(
            new AccountIndex((uint)from), new AccountIndex((uint)to), new Gwei((ulong)index + 1), Gwei.Zero, slot);
        return new SignedOperation(operation, keys[from].Sign(slot, operation.MessageDigest(Domain)));
    }

    private IReadOnlyList<ShardExecution> ReplayAll(int threads)
    {
        ReplayResult result = BatchReplay.Run(_batch, _state, threads);
        return result.Execution is BatchExecution execution
            ? execution.Shards
            : throw new InvalidOperationException($"the batch does not execute: {result}");
    }
}
