using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Vectors;

/// <summary>
/// The rollup's wire as JSON files for other implementations: circuits, contracts, other clients. Elements are big-endian 32-bit words,
/// as docs/PROTOCOL.md has them.
/// </summary>
internal static class RollupVectors
{
    private const ulong Seed = 20261122;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>File names and texts.</summary>
    public static IReadOnlyDictionary<string, string> Create() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["rollup-hashes.json"] = Text(Hashes()),
        ["rollup-state.json"] = Text(State()),
        ["rollup-operations.json"] = Text(Operations()),
        ["rollup-signatures.json"] = Text(Signatures()),
        ["rollup-batch.json"] = Text(Batch()),
        ["rollup-refusals.json"] = Text(Refusals()),
    };

    private static string Text(object value) => JsonSerializer.Serialize(value, Format) + "\n";

    private static string Hex(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    private static string Hex(ReadOnlySpan<KoalaBear> elements)
    {
        byte[] bytes = new byte[elements.Length * sizeof(uint)];
        for (int i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * sizeof(uint)), elements[i].ToCanonical());
        }

        return Hex(bytes);
    }

    private static string Hex(Digest8 digest) => Hex(digest.Elements);

    private static string Hex(Digest4 digest)
    {
        KoalaBear[] elements = new KoalaBear[Digest4.WordCount];
        digest.CopyTo(elements);
        return Hex(elements);
    }

    private static string Hex(Ext5 element)
    {
        KoalaBear[] elements = new KoalaBear[Ext5.Degree];
        element.CopyTo(elements);
        return Hex(elements);
    }

    private static Digest8 Digest(Prng prng)
    {
        KoalaBear[] elements = new KoalaBear[Digest8.WordCount];
        prng.NextFields(elements);
        return Digest8.FromElements(elements);
    }

    private static object Hashes()
    {
        Prng prng = new(Seed);
        (Digest8 Left, Digest8 Right)[] pairs = [(default, default), .. Enumerable.Range(0, 6).Select(_ => (Digest(prng), Digest(prng)))];
        string[] inputs = ["", "abc", new('x', 96), new('y', 137)];
        return new
        {
            compress = pairs.Select(pair => new { left = Hex(pair.Left), right = Hex(pair.Right), result = Hex(RollupHash.Compress(pair.Left, pair.Right)) }),
            hashToElements = inputs.Select(input => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(input)))
                .Select(hash => new { hash = Hex(hash), elements = Hex(WireElements.OfHash(hash)) }),
            hashToExt = inputs.Select(input => new { input, result = Hex(BatchCommitment.HashToExt(System.Text.Encoding.ASCII.GetBytes(input))) }),
        };
    }

    private static object State()
    {
        Prng prng = new(Seed + 1);
        Account[] accounts =
        [
            .. Enumerable.Range(0, 5).Select(i => new Account(
                RandomOperations.Key(prng), new Gwei(prng.NextUInt64() >> (13 * i)), new Slot(prng.NextUInt32() >> (8 + i)))),
            new(RandomOperations.Key(prng), new Gwei(ulong.MaxValue), new Slot(Slot.Limit - 1)),
        ];
        AccountTree tree = AccountTree.Of(24, accounts);
        return new
        {
            emptySubtrees = Enumerable.Range(0, 25).Select(level => Hex(EmptySubtrees.At(level))),
            accounts = accounts.Select((account, index) => new
            {
                index,
                publicKey = account.Key.ToString(),
                balance = account.Balance.ToString(),
                lastSlot = account.LastSlot.Value,
                leaf = Hex(account.Leaf()),
                siblings = tree.Path(new AccountIndex((uint)index)).Select(digest => Hex(digest)),
            }),
            accountsRoot = Hex(tree.AccountsRoot),
            accountCount = tree.AccountCount,
            stateRoot = Hex(tree.StateRoot),
        };
    }

    private static object Operations()
    {
        Prng prng = new(Seed + 2);
        Operation[] operations = [.. Enumerable.Range(0, 60).Select(_ => RandomOperations.Next(prng)).DistinctBy(operation => operation.Kind).OrderBy(operation => operation.Kind)];
        return new { domain = Ledger.Domain.ToString(), domainElements = Hex(Ledger.Domain.Elements), operations = operations.Select(Describe) };
    }

    private static object Describe(Operation operation)
    {
        KoalaBear[] blocks = new KoalaBear[operation.BlockCount * Operation.BlockElements];
        operation.WriteBlocks(blocks);
        byte[] packed = new byte[PackedData.OperationBytesMax];
        int length = PackedData.Write(operation, packed);
        return new
        {
            kind = (int)operation.Kind,
            account = operation.Account.Value,
            receiver = operation.Receiver.Value,
            amount = operation.Amount.ToString(),
            fee = operation.Fee.ToString(),
            slot = operation.Slot.Value,
            key = operation.Key.ToString(),
            blocks = Hex(blocks),
            packed = Hex(packed.AsSpan(0, length)),
            message = operation.Kind.IsSigned() ? Hex(operation.MessageDigest(Ledger.Domain)) : null,
        };
    }

    private static object Signatures()
    {
        (uint Number, int Window, uint Offset)[] cases = [(1, 0, 1), (1, 0, 63), (2, 5, 0), (3, 255, 17)];
        return new { cases = cases.Select(c => Signature(c.Number, c.Window, c.Offset)) };
    }

    private static object Signature(uint number, int window, uint offset)
    {
        XmssKey key = TestKeys.Get(number, window);
        Slot slot = new(key.FirstSlot.Value + offset);
        Digest8 message = Digest(new Prng(Seed + number + offset));
        XmssSignature signature = key.Sign(slot, message);
        byte[] digits = new byte[Xmss.ChainCount];
        XmssVerifier.Digits(key.PublicKey, slot, message, signature, digits).ShouldBe(SignatureVerdict.Valid);
        Digest4 parameter = key.PublicKey.Parameter;
        Digest4[] ends = [.. signature.Chains.Select((value, i) => XmssVerifier.Walk(i, digits[i], Xmss.Base - 1, slot, parameter, value))];
        return new
        {
            publicKey = key.PublicKey.ToString(),
            slot = slot.Value,
            message = Hex(message),
            signature = Hex(signature.ToBytes()),
            encoding = Hex(Xmss.EncodingDigest(message, slot, [.. signature.Randomness], parameter)),
            digits = string.Concat(digits),
            firstEnd = Hex(ends[0]),
            lastEnd = Hex(ends[^1]),
            leaf = Hex(XmssVerifier.Leaf(slot, parameter, ends)),
        };
    }

    private static object Batch()
    {
        Ledger ledger = RandomBatch.Create(Seed, 30);
        BatchExecution execution = ledger.Replay().Execution!;
        return new
        {
            treeDepth = ledger.BatchShape.TreeDepth,
            blocksPerShard = ledger.BatchShape.BlocksPerShard,
            domain = Ledger.Domain.ToString(),
            stateBefore = Hex(StateSnapshot.Write(ledger.State)),
            data = Hex(execution.Commitment.Data),
            dataHash = Hex(execution.Commitment.DataHash.Bytes),
            blocks = Hex(execution.Commitment.Blocks),
            dataOut = Hex(execution.Commitment.DataOut),
            z = Hex(execution.Commitment.Point),
            y = Hex(execution.Commitment.Evaluation),
            stateIn = Hex(execution.StateIn),
            stateOut = Hex(execution.StateOut),
            witnessHash = Hex(WitnessPackage.ContentHash(WitnessPackage.Create(ledger.Batch, ledger.State)).Bytes),
            shards = execution.Shards.Select(shard => new { publicValues = Hex(shard.Statement.ToPublicValues()) }),
        };
    }

    private static object Refusals()
    {
        BatchShape shape = new(24, 16);
        byte[] deposit = PackedData.Pack([Operation.Deposit(new AccountIndex(1), new Gwei(2))], shape);
        byte[] rotation = PackedData.Pack([Operation.RotateKey(new AccountIndex(1), new Gwei(2), new Slot(3), RandomOperations.Key(new Prng(1)))], shape);
        byte[] fifteen = [.. Enumerable.Repeat(deposit, 15).SelectMany(bytes => bytes)];
        byte[] badKey = [.. rotation];
        new byte[] { 0x7f, 0, 0, 1 }.CopyTo(badKey, 11);
        byte[] badFee = [.. rotation];
        badFee[4] = 0x40;
        byte[][] cases =
        [
            [], deposit, fifteen, [.. fifteen, .. deposit], [.. fifteen, 0, .. rotation], [.. fifteen, .. rotation], [.. fifteen, 0],
            [.. fifteen, 0, .. deposit], [.. deposit, 0, .. deposit], [0], [.. deposit, 0], [8], [.. deposit, 9], deposit[..11], rotation[..42], badKey, badFee,
        ];
        return new
        {
            blocksPerShard = shape.BlocksPerShard,
            cases = cases.Select(data => new { data = Hex(data), fault = PackedData.TryUnpack(data, shape, out _).ToString() }),
        };
    }
}
