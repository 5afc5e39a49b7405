using P2PProver.Hashing;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Batches;

/// <summary>A batch from a file whose data was unpacked and found to give the digest, point and evaluation that the file says.</summary>
public sealed class BatchFile
{
    /// <summary>The name of the witness beside a batch file.</summary>
    public const string WitnessName = "witness.bin";

    /// <summary>The name of a batch file beside its witness.</summary>
    public const string DocumentName = "batch.json";

    /// <summary>The most blocks of a shard for which a machine is made: those of the rollup itself.</summary>
    public const int ProvableBlocksMax = 256;

    private const int BlocksPerShardMax = 1 << 16;

    private BatchFile(string path, BatchDocument document)
    {
        Path = path;
        Document = document;
        Domain = Hex32(document.Domain) is { } domain ? RollupDomain.FromBytes(domain) : throw Malformed("domain");
        StateIn = WireElements.TryParse(document.StateIn, out Digest8 stateIn) ? stateIn : throw Malformed("stateIn");
        bool isSize = document.TreeDepth is >= 1 and <= AccountIndex.Bits
            && document.BlocksPerShard is >= OperationKinds.BlocksMax and <= BlocksPerShardMax;
        Shape = isSize ? new BatchShape(document.TreeDepth, document.BlocksPerShard) : throw Malformed("treeDepth or blocksPerShard");
        Operations = Unpack(document.Data);
        Commitment = BatchCommitment.Of(Domain, Operations, Shape);
        Compare("dataHash", document.DataHash, "0x" + Convert.ToHexStringLower(Commitment.DataHash.Bytes));
        Compare("dataOut", document.DataOut, WireElements.ToHex(Commitment.DataOut));
        Compare("point", document.Point, WireElements.ToHex(Commitment.Point));
        Compare("evaluation", document.Evaluation, WireElements.ToHex(Commitment.Evaluation));
        Compare("shardCount", document.ShardCount, Commitment.Layout.ShardCount);
        Compare("operationCount", document.OperationCount, Operations.Count);
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>What the file says.</summary>
    public BatchDocument Document { get; }

    /// <summary>The rollup.</summary>
    public RollupDomain Domain { get; }

    /// <summary>The rollup's sizes.</summary>
    public BatchShape Shape { get; }

    /// <summary>The state root that the batch starts from.</summary>
    public Digest8 StateIn { get; }

    /// <summary>The operations without pads.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The data with what binds it.</summary>
    public BatchCommitment Commitment { get; }

    /// <summary>Where the witness is when nothing else is said.</summary>
    public string WitnessPath => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, WitnessName);

    /// <summary>Reads a batch.</summary>
    /// <exception cref="CodedException">It cannot be read, is malformed, or contradicts itself.</exception>
    public static BatchFile Read(string path) => new(path, BatchDocument.Read(path));

    /// <summary>Executes the batch from its witness and compares the outcome with the file.</summary>
    /// <exception cref="CodedException">The witness is not the batch's, an operation cannot be executed, or the outcome is another.</exception>
    public BatchExecution Replay(string witnessPath, int threads)
    {
        byte[] witness = InputFile.Read(witnessPath, WitnessPackage.BytesMax);
        string hash = "0x" + Convert.ToHexStringLower(WitnessPackage.ContentHash(witness).Bytes);
        if (!string.Equals(hash, Document.WitnessHash, StringComparison.Ordinal))
        {
            throw new CodedException(ErrorCatalogue.WitnessRefused, $"{witnessPath} has the hash {hash}, the batch names {Document.WitnessHash}");
        }

        WitnessPackage package = WitnessPackage.Open(witness, Operations, Shape, StateIn, out WitnessFault fault)
            ?? throw new CodedException(ErrorCatalogue.WitnessRefused, $"{witnessPath} is not the batch's witness: {fault}");
        ReplayResult result = BatchReplay.Run(new RollupBatch(Domain, Shape, package.Operations), package.State, threads);
        BatchExecution execution = result.Execution ?? throw ReplayFailures.Describe(result);
        Compare("stateOut", Document.StateOut, WireElements.ToHex(execution.StateOut));
        return execution;
    }

    private static byte[]? Hex32(string text)
    {
        byte[] bytes = new byte[RollupDomain.ByteCount];
        return text.Length == 2 + (2 * bytes.Length)
            && text.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) == System.Buffers.OperationStatus.Done
                ? bytes
                : null;
    }

    private IReadOnlyList<Operation> Unpack(string hex)
    {
        byte[] data = new byte[hex.Length / 2];
        bool isHex = hex.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(hex.AsSpan(2), data, out _, out int written) == System.Buffers.OperationStatus.Done
            && written == data.Length - 1;
        if (!isHex)
        {
            throw Malformed("data");
        }

        PackedFault fault = PackedData.TryUnpack(data.AsSpan(0, data.Length - 1), Shape, out IReadOnlyList<Operation> operations, out int position);
        return fault == PackedFault.None
            ? operations
            : throw new CodedException(ErrorCatalogue.DataNotCanonical, $"{Path}: {fault} at byte {position} of the data");
    }

    private void Compare<T>(string name, T said, T found)
        where T : IEquatable<T>
    {
        if (!said.Equals(found))
        {
            throw new CodedException(ErrorCatalogue.BatchMismatch, $"{Path}: {name} is {found}, the file says {said}");
        }
    }

    private CodedException Malformed(string member) => new(ErrorCatalogue.BatchMalformed, $"{Path}: {member} is malformed");
}
