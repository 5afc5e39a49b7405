using System.Text.Json;
using System.Text.Json.Serialization;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Batches;

/// <summary>A batch as a file: schema <c>p2pprover.batch/1</c>. Hexadecimal texts are those of docs/PROTOCOL.md.</summary>
public sealed record BatchDocument
{
    /// <summary>The only schema.</summary>
    public const string SchemaName = "p2pprover.batch/1";

    private const long FileBytesMax = 1 << 20;

    // A member too many or too few is another version of the file, not something to guess at.
    private static readonly JsonSerializerOptions Format = new(JsonStyle.Indented) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The rollup's domain, 32 bytes.</summary>
    public required string Domain { get; init; }

    /// <summary>Depth of the account tree.</summary>
    public required int TreeDepth { get; init; }

    /// <summary>Blocks of a shard.</summary>
    public required int BlocksPerShard { get; init; }

    /// <summary>Shards of the batch.</summary>
    public required int ShardCount { get; init; }

    /// <summary>Operations without pads.</summary>
    public required int OperationCount { get; init; }

    /// <summary>The state root before.</summary>
    public required string StateIn { get; init; }

    /// <summary>The state root after.</summary>
    public required string StateOut { get; init; }

    /// <summary>keccak256 of the packed data.</summary>
    public required string DataHash { get; init; }

    /// <summary>The chain digest of all blocks.</summary>
    public required string DataOut { get; init; }

    /// <summary>The point z.</summary>
    public required string Point { get; init; }

    /// <summary>The evaluation y.</summary>
    public required string Evaluation { get; init; }

    /// <summary>keccak256 of the witness package.</summary>
    public required string WitnessHash { get; init; }

    /// <summary>The packed data.</summary>
    public required string Data { get; init; }

    /// <summary>Describes a batch that was executed.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="execution">What executing it gave.</param>
    /// <param name="witness">Its witness package.</param>
    public static BatchDocument Of(RollupBatch batch, BatchExecution execution, ReadOnlySpan<byte> witness)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(execution);
        return new BatchDocument
        {
            Schema = SchemaName,
            Domain = batch.Domain.ToString(),
            TreeDepth = batch.Shape.TreeDepth,
            BlocksPerShard = batch.Shape.BlocksPerShard,
            ShardCount = execution.Shards.Count,
            OperationCount = batch.Operations.Count,
            StateIn = WireElements.ToHex(execution.StateIn),
            StateOut = WireElements.ToHex(execution.StateOut),
            DataHash = "0x" + Convert.ToHexStringLower(execution.Commitment.DataHash.Bytes),
            DataOut = WireElements.ToHex(execution.Commitment.DataOut),
            Point = WireElements.ToHex(execution.Commitment.Point),
            Evaluation = WireElements.ToHex(execution.Commitment.Evaluation),
            WitnessHash = "0x" + Convert.ToHexStringLower(WitnessPackage.ContentHash(witness).Bytes),
            Data = "0x" + Convert.ToHexStringLower(execution.Commitment.Data),
        };
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CodedException">It cannot be read, or is not such a file.</exception>
    public static BatchDocument Read(string path)
    {
        byte[] content = InputFile.Read(path, FileBytesMax);
        try
        {
            BatchDocument? document = JsonSerializer.Deserialize<BatchDocument>(content, Format);
            return document is { Schema: SchemaName }
                ? document
                : throw new CodedException(ErrorCatalogue.BatchMalformed, $"{path} is not of the schema {SchemaName}");
        }
        catch (JsonException exception)
        {
            throw new CodedException(ErrorCatalogue.BatchMalformed, $"{path} is not a batch: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path) => InputFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Format));
}
