using System.Text.Json;
using System.Text.Json.Serialization;
using P2PProver.Hashing;
using P2PProver.Node.Errors;
using P2PProver.Recursion;
using P2PProver.Rollup;

namespace P2PProver.Node.Batches;

/// <summary>A proof of Leaf or Merge as a file: schema <c>p2pprover.batch-proof/1</c>.</summary>
public sealed record BatchProofDocument
{
    /// <summary>The only schema.</summary>
    public const string SchemaName = "p2pprover.batch-proof/1";

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

    /// <summary>Who proved what: addresses level by level from the leaves, as the tree of these shards has positions.</summary>
    public required IReadOnlyList<string> Payees { get; init; }

    /// <summary>The container: statement and proof.</summary>
    public required byte[] Proof { get; init; }

    /// <summary>Whether a file claims to be such a proof; anything else about it is left open.</summary>
    /// <exception cref="CodedException">It cannot be read, or is no JSON object.</exception>
    public static bool IsOne(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(InputFile.Read(path, FileBytesMax));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("schema", out JsonElement schema)
                && schema.ValueKind == JsonValueKind.String
                && schema.ValueEquals(SchemaName);
        }
        catch (JsonException exception)
        {
            throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path} is not a proof: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CodedException">It cannot be read, or is not such a file.</exception>
    public static BatchProofDocument Read(string path)
    {
        byte[] content = InputFile.Read(path, FileBytesMax);
        try
        {
            BatchProofDocument? document = JsonSerializer.Deserialize<BatchProofDocument>(content, Format);
            return document is { Schema: SchemaName, Proof: not null, Payees: not null }
                ? document
                : throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path} is not of the schema {SchemaName}");
        }
        catch (JsonException exception)
        {
            throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path} is not a batch proof: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path) => InputFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Format));

    /// <summary>The proof with its statement; the payees are those that the statement attributes it to.</summary>
    /// <param name="path">Where the document comes from, for the message.</param>
    /// <exception cref="CodedException">The container is malformed, or the statement attributes the work to others.</exception>
    public RecursionProof ReadProof(string path)
    {
        RecursionProof proof = RecursionProof.TryRead(ShardFields.Layout, Proof)
            ?? throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path}: the container is malformed");
        return Attributed(path, proof.Statement) == proof.Statement.Attribution
            ? proof
            : throw new CodedException(ErrorCatalogue.ProofInvalid, $"{path}: the proof is not attributed to these payees");
    }

    /// <summary>The sizes.</summary>
    /// <param name="path">Where the document comes from, for the message.</param>
    /// <exception cref="CodedException">No machine has such sizes.</exception>
    public BatchShape ReadShape(string path) => TreeDepth is >= 1 and <= AccountIndex.Bits && BlocksPerShard is >= 2 and <= BatchFile.ProvableBlocksMax
        ? new BatchShape(TreeDepth, BlocksPerShard)
        : throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path}: no machine has {BlocksPerShard} blocks and depth {TreeDepth}");

    private Digest8 Attributed(string path, Statement statement)
    {
        if (statement.ShardCount > BatchShape.ShardCountMax || Payees.Count != (2 * statement.ShardCount) - 1)
        {
            throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path}: there must be one payee for each position of the tree");
        }

        BatchPlan plan = BatchProver.Plan(statement.ShardCount);
        Digest8[] digests = new Digest8[plan.Tasks.Length];
        for (int i = 0; i < digests.Length; i++)
        {
            PlannedTask task = plan.Tasks[i];
            Payee payee = PayeeText.Parse(Payees[i])
                ?? throw new CodedException(ErrorCatalogue.ProofMalformed, $"{path}: '{Payees[i]}' is not an address");
            digests[i] = task.IsLeaf
                ? Attribution.OfLeaf(statement.FirstShard + task.Index, payee)
                : Attribution.OfMerge(digests[task.Left], digests[task.Right], payee);
        }

        return digests[^1];
    }
}
