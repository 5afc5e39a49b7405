using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>Small rollups and batches for tests of the shard machine.</summary>
internal static class ShardBatches
{
    /// <summary>Eleven blocks a shard: 2^11 rows of hashes.</summary>
    public static ShardMachine Medium { get; } = new(new BatchShape(4, 11));

    /// <summary>Five blocks a shard: 2^10 rows of hashes.</summary>
    public static ShardMachine Small { get; } = new(new BatchShape(3, 5));

    /// <summary>A batch of one shard with every kind of operation, pads included.</summary>
    public static Ledger EveryKind(BatchShape? shape = null) => new Ledger(4, 1000, shape ?? Medium.Shape)
        .Transfer(0, 1, 10, 2)
        .Open(4, 50)
        .Add(Operation.Deposit(Ledger.At(2), new Gwei(7)))
        .Withdraw(1, 5, 1)
        .Add(Operation.ForcedExit(Ledger.At(3), new Gwei(1000)))
        .Rotate(0, 100, 1, 3)
        .Transfer(0, 4, 1)
        .Add(Operation.FeeCredit(Ledger.At(2), new Gwei(6)));

    /// <summary>The execution of a batch that must be executable.</summary>
    public static BatchExecution Execute(Ledger ledger)
    {
        ReplayResult result = ledger.Replay();
        result.Fault.ShouldBe(ReplayFault.None, result.ToString());
        return result.Execution!;
    }
}
