using P2PProver.Fields;
using P2PProver.Rollup;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>
/// Packed data, most of it refused, with the verdict of <see cref="PackedData"/>: one byte for the <see cref="PackedFault"/>, blocks of a
/// shard (32 bits), the data. Mutations of honest data, some of which are data of another batch.
/// </summary>
internal static class BatchRefusals
{
    private const int TreeDepth = 24;
    private const int SmallShard = 16;
    private const int Batches = 6;
    private const int MutationsOfEach = 30;
    private const int BitsOfByte = 8;

    public static IReadOnlyList<string> Create(Prng prng)
    {
        BatchShape shape = new(TreeDepth, SmallShard);
        List<string> records = [.. Handmade(prng, shape).Select(data => Record(data, shape))];
        for (int i = 0; i < Batches; i++)
        {
            Operation[] operations = [.. Enumerable.Range(0, prng.NextInt(1, 2 * SmallShard)).Select(_ => RollupOperations.Next(prng))];
            byte[] honest = PackedData.Pack(operations, shape);
            for (int j = 0; j < MutationsOfEach; j++)
            {
                records.Add(Record(Mutate(prng, honest), shape));
            }
        }

        return records;
    }

    private static string Record(byte[] data, BatchShape shape) => new ByteRecord()
        .Byte((int)PackedData.TryUnpack(data, shape, out _)).UInt32((uint)shape.BlocksPerShard).Raw(data).Hex;

    private static byte[] Mutate(Prng prng, byte[] honest)
    {
        byte[] data = [.. honest];
        int at = prng.NextInt(data.Length);
        switch (prng.NextInt(5))
        {
            case 0:
                data[at] ^= (byte)(1 << prng.NextInt(BitsOfByte));
                return data;
            case 1:
                data[at] = (byte)prng.NextInt(1 << BitsOfByte);
                return data;
            case 2:
                return data[..at];
            case 3:
                return [.. data[..at], 0, .. data[at..]];
            default:
                return [.. data[..at], .. data[(at + 1)..]];
        }
    }

    private static IEnumerable<byte[]> Handmade(Prng prng, BatchShape shape)
    {
        byte[] deposit = PackedData.Pack([RollupOperations.OfKind(prng, OperationKind.Deposit)], shape);
        byte[] rotation = PackedData.Pack([RollupOperations.OfKind(prng, OperationKind.RotateKey)], shape);
        byte[] opening = PackedData.Pack([RollupOperations.OfKind(prng, OperationKind.OpenAccount)], shape);
        byte[] fifteen = [.. Enumerable.Repeat(deposit, SmallShard - 1).SelectMany(bytes => bytes)];
        foreach (byte[] pair in new[] { rotation, opening })
        {
            yield return [.. fifteen, .. pair];
            yield return [.. fifteen, 0, .. pair];
            yield return [.. fifteen, 0, 0, .. pair];
            yield return [.. fifteen, .. deposit, 0, .. pair];
            yield return [.. fifteen[deposit.Length..], 0, .. pair];
            yield return [0, .. pair];
        }

        yield return [.. fifteen, 0];
        yield return [.. fifteen, 0, .. deposit];
        yield return [0];
        yield return [.. deposit, 0];
        yield return [8];
        yield return [.. deposit, 255];
        yield return deposit[..^1];
        yield return [.. Enumerable.Repeat(fifteen, BatchShape.ShardCountMax).SelectMany(bytes => bytes), .. fifteen, .. fifteen, .. fifteen, .. fifteen, .. deposit, .. deposit, .. deposit, .. deposit];
        yield return [.. Enumerable.Repeat(deposit, SmallShard * BatchShape.ShardCountMax).SelectMany(bytes => bytes)];
        yield return [.. Enumerable.Repeat(deposit, (SmallShard * BatchShape.ShardCountMax) + 1).SelectMany(bytes => bytes)];
        foreach (OperationKind kind in new[] { OperationKind.Transfer, OperationKind.Withdraw, OperationKind.RotateKey })
        {
            foreach (byte flaw in new byte[] { 0x40, 0x80, 0xff })
            {
                byte[] bad = PackedData.Pack([RollupOperations.OfKind(prng, kind)], shape);
                bad[kind switch { OperationKind.Transfer => 15, OperationKind.Withdraw => 12, _ => 4 }] = flaw;
                yield return bad;
            }
        }

        for (int word = 0; word < 8; word++)
        {
            byte[] bad = [.. word % 2 == 0 ? rotation : opening];
            int at = bad.Length - PublicKey.Bytes + (sizeof(uint) * word);
            new byte[] { 0x7f, 0, 0, 1 }.CopyTo(bad, at);
            yield return bad;
            byte[] high = [.. bad];
            high[at] = 0x80;
            yield return high;
        }
    }
}
