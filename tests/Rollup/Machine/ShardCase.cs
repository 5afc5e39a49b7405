using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>The traces of one executed shard under the machine of its sizes, for checks without a proof.</summary>
internal sealed class ShardCase : IDisposable
{
    private readonly IReadOnlyList<FieldMatrix> _preprocessed;

    public ShardCase(ShardMachine machine, ShardExecution shard, KoalaBear[]? publicValues = null)
    {
        Machine = machine;
        PublicValues = publicValues ?? shard.Statement.ToPublicValues();
        _preprocessed = machine.Preprocess();
        Main = ShardTraces.Generate(machine, shard, threads: 1);
        Traces = [.. machine.Machine.Tables.Select((table, i) => new TableTrace(table, Main[i], _preprocessed[i]))];
    }

    public ShardMachine Machine { get; }

    public KoalaBear[] PublicValues { get; }

    public IReadOnlyList<FieldMatrix> Main { get; }

    public IReadOnlyList<TableTrace> Traces { get; }

    /// <summary>The first thing that is wrong with the traces, or null.</summary>
    public DebugFinding? Check() => DebugChecker.Check(Traces, PublicValues);

    public void Dispose()
    {
        foreach (FieldMatrix matrix in Main.Concat(_preprocessed))
        {
            matrix.Dispose();
        }
    }
}
