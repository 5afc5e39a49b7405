using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>Generates the main traces of the shard machine from an executed shard.</summary>
public static class ShardTraces
{
    /// <summary>
    /// The main traces of the machine's tables, in order; the caller owns them. They do not depend on the number of threads. An execution
    /// that breaks a rule gives traces that break a constraint; nothing is checked here.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="shard">The shard, of the machine's sizes.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <exception cref="ArgumentException">The shard has other sizes than the machine.</exception>
    public static FieldMatrix[] Generate(ShardMachine machine, ShardExecution shard, int threads)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(shard);
        if (shard.Shape != machine.Shape || shard.Blocks.Length != machine.Shape.BlocksPerShard * Operation.BlockElements)
        {
            throw new ArgumentException("The shard is one of a rollup of other sizes.", nameof(shard));
        }

        ShardBlock[] blocks = ShardBlock.Split(shard);
        FieldMatrix hashes = new HashTrace(machine.Hashes, shard, blocks).Generate(threads);
        FieldMatrix operations = new OperationTrace(machine.Operations, shard, blocks).Generate();
        FieldMatrix ranges = RangeTrace.Generate(machine.Ranges, machine.Operations, operations);
        return [hashes, operations, ranges];
    }
}
