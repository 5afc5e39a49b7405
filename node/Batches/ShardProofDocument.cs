using System.Text.Json;
using System.Text.Json.Serialization;
using P2PProver.Fields;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Batches;

/// <summary>A shard proof as a file: schema <c>p2pprover.shard-proof/1</c>.</summary>
public sealed record ShardProofDocument
{
    /// <summary>The only schema.</summary>
    public const string SchemaName = "p2pprover.shard-proof/1";

    private const long FileBytesMax = 16 << 20;

    // A member too many or too few is another version of the file, not something to guess at.
    private static readonly JsonSerializerOptions Format = new(JsonStyle.Indented) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The name of the parameter set.</summary>
    public required string Parameters { get; init; }

    /// <summary>Depth of the account tree.</summary>
    public required int TreeDepth { get; init; }

    /// <summary>Blocks of a shard.</summary>
    public required int BlocksPerShard { get; init; }

    /// <summary>The digest of the verifying key.</summary>
    public required string VerifyingKey { get; init; }

    /// <summary>The shard's place in its batch; the proof does not bind it.</summary>
    public required int Shard { get; init; }

    /// <summary>The 61 public values.</summary>
    public required string PublicValues { get; init; }

    /// <summary>The proof's bytes.</summary>
    public required byte[] Proof { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CodedException">It cannot be read, or is not such a file.</exception>
    public static ShardProofDocument Read(string path)
    {
        byte[] content = InputFile.Read(path, FileBytesMax);
        try
        {
            ShardProofDocument? document = JsonSerializer.Deserialize<ShardProofDocument>(content, Format);
            return document is { Schema: SchemaName, Shard: >= 0, Proof: not null }
                ? document
                : throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path} is not of the schema {SchemaName}");
        }
        catch (JsonException exception)
        {
            throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path} is not a shard proof: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path) => InputFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Format));

    /// <summary>The statement.</summary>
    /// <param name="path">Where the document comes from, for the message.</param>
    /// <exception cref="CodedException">The public values are not those of a shard.</exception>
    public ShardStatement ReadStatement(string path)
    {
        KoalaBear[] values = new KoalaBear[ShardStatement.Count];
        ShardStatement? statement = WireElements.TryParse(PublicValues, values) ? ShardStatement.TryRead(values) : null;
        return statement ?? throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path}: publicValues are not those of a shard");
    }

    /// <summary>The sizes.</summary>
    /// <param name="path">Where the document comes from, for the message.</param>
    /// <exception cref="CodedException">No machine has such sizes.</exception>
    public BatchShape ReadShape(string path) => TreeDepth is >= 1 and <= AccountIndex.Bits && BlocksPerShard is >= 2 and <= BatchFile.ProvableBlocksMax
        ? new BatchShape(TreeDepth, BlocksPerShard)
        : throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path}: no machine has {BlocksPerShard} blocks and depth {TreeDepth}");
}
