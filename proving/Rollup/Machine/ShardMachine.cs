using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// The machine that proves one shard: a table of hashes, one of operations and one of ranges, for a rollup of given sizes. Immutable and
/// safe for concurrent use. docs/PROOFS.md, "Shard machine", describes it.
/// </summary>
public sealed class ShardMachine
{
    /// <summary>The version in the verifying key; raised with every change of a constraint.</summary>
    public const int Version = 1;

    /// <summary>Describes the machine.</summary>
    /// <param name="shape">Depth of the account tree and blocks of a shard; heights follow from them.</param>
    public ShardMachine(BatchShape shape)
    {
        Shape = shape;
        Layout = new ShardLayout(shape);
        Hashes = new HashTable(Layout);
        Operations = new OperationTable(Layout);
        Ranges = new RangeTable();
        Machine = new Machine("shard", Version, [Hashes.Table, Operations.Table, Ranges.Table], ShardStatement.Count);
    }

    /// <summary>The machine of the rollup's own sizes: 2^16 rows of hashes.</summary>
    public static ShardMachine Standard { get; } = new(BatchShape.Standard);

    /// <summary>The rollup's sizes.</summary>
    public BatchShape Shape { get; }

    /// <summary>Tables, buses and public values.</summary>
    public Machine Machine { get; }

    /// <summary>log2 of the rows of the tallest table.</summary>
    public int LogHeight => Machine.Tables.Max(table => table.LogHeight);

    /// <summary>Rows of the hash table.</summary>
    public int HashRows => Hashes.Table.Height;

    /// <summary>Rows of the hash table that a shard uses, whatever its operations.</summary>
    public int UsedHashRows => Layout.UsedRows;

    internal ShardLayout Layout { get; }

    internal HashTable Hashes { get; }

    internal OperationTable Operations { get; }

    internal RangeTable Ranges { get; }

    /// <summary>The preprocessed traces of the tables; the caller owns them.</summary>
    public IReadOnlyList<FieldMatrix> Preprocess() => [ShardPreprocessed.Of(Hashes), ShardPreprocessed.Of(Operations), Ranges.Preprocess()];
}
