using System.Buffers.Binary;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>
/// Packed data of batches with what a contract must find in it. A record has: blocks of a shard, shards, payouts, queued operations (32
/// bits each); domain, dataOut, keccak256 of the data (32 bytes each); z, y (five elements each); keccak256 of the payouts as words; the
/// place of each queued operation (32 bits each); the data.
/// </summary>
internal static class BatchVectors
{
    private const int TreeDepth = 24;
    private const int SmallShard = 16;
    private const int RandomBatches = 24;
    private const int LargestRandomBatch = 90;
    private const int WordBytes = 32;

    private static readonly OperationKind[] Kinds = [.. Enum.GetValues<OperationKind>().Where(kind => kind != OperationKind.Pad)];

    public static IReadOnlyList<string> Create(Prng prng) => [.. Lists(prng).Select(batch => Record(prng, batch.Operations, batch.Shape))];

    /// <summary>A record of a batch.</summary>
    public static string Record(Prng prng, IReadOnlyList<Operation> operations, BatchShape shape)
    {
        byte[] name = new byte[RollupDomain.ByteCount];
        prng.NextBytes(name);
        RollupDomain domain = RollupDomain.FromBytes(name);
        BatchCommitment commitment = BatchCommitment.Of(domain, operations, shape);
        Operation[] payouts = [.. operations.Where(operation => operation.Kind is OperationKind.Withdraw or OperationKind.ForcedExit)];
        int[] queued = [.. QueuedPlaces(commitment.Data)];
        ByteRecord record = new ByteRecord()
            .UInt32((uint)shape.BlocksPerShard).UInt32((uint)commitment.Layout.ShardCount).UInt32((uint)payouts.Length).UInt32((uint)queued.Length)
            .Raw(domain.Bytes).Bases(commitment.DataOut.Elements).Digest(commitment.DataHash)
            .Ext(commitment.Point).Ext(commitment.Evaluation).Raw(Keccak256.Hash(PayoutWords(payouts)));
        foreach (int place in queued)
        {
            record.UInt32((uint)place);
        }

        return record.Raw(commitment.Data).Hex;
    }

    private static IEnumerable<(Operation[] Operations, BatchShape Shape)> Lists(Prng prng)
    {
        BatchShape small = new(TreeDepth, SmallShard);
        yield return ([], small);
        yield return ([], BatchShape.Standard);
        foreach (OperationKind kind in Kinds)
        {
            yield return ([RollupOperations.OfKind(prng, kind)], small);
            yield return ([RollupOperations.Largest(kind)], BatchShape.Standard);
        }

        // Groups of four blocks of the largest elements, for the bounds of sums that are reduced late.
        yield return ([.. Enumerable.Repeat(RollupOperations.Largest(OperationKind.Transfer), 2 * SmallShard)], small);
        yield return ([.. Enumerable.Repeat(RollupOperations.Largest(OperationKind.Withdraw), SmallShard)], small);
        yield return ([.. Enumerable.Repeat(RollupOperations.Largest(OperationKind.OpenAccount), SmallShard + 1)], small);
        for (int i = 0; i < RandomBatches; i++)
        {
            Operation[] operations = [.. Enumerable.Range(0, prng.NextInt(1, LargestRandomBatch)).Select(_ => RollupOperations.Next(prng))];
            Operation[] last = prng.NextBool() ? [RollupOperations.OfKind(prng, OperationKind.FeeCredit)] : [];
            yield return ([.. operations, .. last], prng.NextInt(4) == 0 ? BatchShape.Standard : small);
        }

        // More than one shard of the rollup's own size.
        yield return ([.. Enumerable.Range(0, BatchShape.Standard.BlocksPerShard + 2).Select(_ => RollupOperations.Next(prng))], BatchShape.Standard);
    }

    private static IEnumerable<int> QueuedPlaces(byte[] data)
    {
        int place = 0;
        while (place < data.Length)
        {
            PackedData.TryRead(data.AsSpan(place), out Operation operation, out int length).ShouldBe(PackedFault.None);
            if (operation.Kind.IsQueued())
            {
                yield return place;
            }

            place += length;
        }
    }

    private static byte[] PayoutWords(Operation[] payouts)
    {
        byte[] words = new byte[payouts.Length * WordBytes];
        for (int i = 0; i < payouts.Length; i++)
        {
            Span<byte> word = words.AsSpan(i * WordBytes, WordBytes);
            BinaryPrimitives.WriteUInt64BigEndian(word[^sizeof(ulong)..], payouts[i].Amount.Value);
            BinaryPrimitives.WriteUInt64BigEndian(word[^(2 * sizeof(ulong))..^sizeof(ulong)], payouts[i].Account.Value);
        }

        return words;
    }
}
