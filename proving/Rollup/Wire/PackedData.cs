using System.Buffers.Binary;

namespace P2PProver.Rollup;

/// <summary>
/// The bytes of a batch that stand on chain: its operations one after the other, big-endian, fields in the order of the block and only
/// those that the kind has. A pad that keeps an operation of two blocks from crossing a shard's boundary is one zero byte; pads at the
/// end are not written. Every list of operations has exactly one form.
/// </summary>
public static class PackedData
{
    internal const int KindBytes = 1;
    internal const int IndexBytes = 3;
    internal const int AmountBytes = 8;
    internal const int FeeBytes = 4;
    internal const int SlotBytes = 3;

    /// <summary>Bytes of the largest operation.</summary>
    public static int OperationBytesMax { get; } = OperationKind.OpenAccount.PackedBytes();

    /// <summary>Packs operations, with the pads that they need between them.</summary>
    /// <exception cref="ArgumentException">A pad is among them: pads are not operations.</exception>
    public static byte[] Pack(IReadOnlyList<Operation> operations, BatchShape shape)
    {
        ArgumentNullException.ThrowIfNull(operations);
        BatchLayout layout = BatchLayout.Of(operations, shape);
        using MemoryStream stream = new();
        Span<byte> buffer = stackalloc byte[OperationBytesMax];
        int block = 0;
        for (int i = 0; i < operations.Count; i++)
        {
            if (layout.FirstBlocks[i] > block)
            {
                stream.WriteByte((byte)OperationKind.Pad);
            }

            stream.Write(buffer[..Write(operations[i], buffer)]);
            block = layout.FirstBlocks[i] + operations[i].BlockCount;
        }

        return stream.ToArray();
    }

    /// <summary>Unpacks a batch.</summary>
    /// <param name="data">Untrusted bytes.</param>
    /// <param name="shape">The rollup's sizes.</param>
    /// <param name="operations">The operations without pads; empty on a fault.</param>
    public static PackedFault TryUnpack(ReadOnlySpan<byte> data, BatchShape shape, out IReadOnlyList<Operation> operations) =>
        TryUnpack(data, shape, out operations, out _);

    /// <summary>Unpacks a batch and tells where the first fault is.</summary>
    /// <param name="data">Untrusted bytes.</param>
    /// <param name="shape">The rollup's sizes.</param>
    /// <param name="operations">The operations without pads; empty on a fault.</param>
    /// <param name="position">The first byte of the operation at fault.</param>
    public static PackedFault TryUnpack(ReadOnlySpan<byte> data, BatchShape shape, out IReadOnlyList<Operation> operations, out int position)
    {
        ArgumentNullException.ThrowIfNull(shape);
        operations = [];
        position = 0;
        if (data.Length > BatchShape.DataBytesMax)
        {
            return PackedFault.TooLong;
        }

        List<Operation> read = [];
        PlaceRule place = new(shape);
        while (position < data.Length)
        {
            PackedFault fault = TryRead(data[position..], out Operation operation, out int length);
            fault = fault == PackedFault.None ? place.Take(operation.Kind) : fault;
            if (fault != PackedFault.None)
            {
                return fault;
            }

            if (operation.Kind != OperationKind.Pad)
            {
                read.Add(operation);
            }

            position += length;
        }

        PackedFault end = place.End();
        operations = end == PackedFault.None ? read : [];
        return end;
    }

    /// <summary>Reads one operation.</summary>
    /// <param name="source">Untrusted bytes, of which the first belong to it.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="length">How many bytes it takes.</param>
    public static PackedFault TryRead(ReadOnlySpan<byte> source, out Operation operation, out int length)
    {
        operation = default;
        length = 0;
        if (source.IsEmpty)
        {
            return PackedFault.Truncated;
        }

        if (!OperationKinds.IsDefined(source[0]))
        {
            return PackedFault.UnknownKind;
        }

        OperationKind kind = (OperationKind)source[0];
        length = kind.PackedBytes();
        return source.Length < length ? PackedFault.Truncated : ReadFields(kind, source[KindBytes..length], out operation);
    }

    /// <summary>Writes one operation and returns how many bytes it took.</summary>
    public static int Write(in Operation operation, Span<byte> destination)
    {
        OperationKind kind = operation.Kind;
        destination[0] = (byte)kind;
        if (kind == OperationKind.Pad)
        {
            return KindBytes;
        }

        int next = KindBytes;
        next = WriteUInt24(operation.Account.Value, destination, next);
        next = kind.HasReceiver() ? WriteUInt24(operation.Receiver.Value, destination, next) : next;
        if (kind.HasAmount())
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination[next..], operation.Amount.Value);
            next += AmountBytes;
        }

        if (kind.IsSigned())
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[next..], (uint)operation.Fee.Value);
            next = WriteUInt24(operation.Slot.Value, destination, next + FeeBytes);
        }

        if (kind.CarriesKey())
        {
            operation.Key.Write(destination.Slice(next, PublicKey.Bytes));
            next += PublicKey.Bytes;
        }

        return next;
    }

    private static PackedFault ReadFields(OperationKind kind, ReadOnlySpan<byte> rest, out Operation operation)
    {
        operation = default;
        if (kind == OperationKind.Pad)
        {
            return PackedFault.None;
        }

        AccountIndex account = new(TakeUInt24(ref rest));
        AccountIndex receiver = kind.HasReceiver() ? new AccountIndex(TakeUInt24(ref rest)) : default;
        Gwei amount = kind.HasAmount() ? new Gwei(Take(ref rest, AmountBytes)) : default;
        Gwei fee = kind.IsSigned() ? new Gwei(Take(ref rest, FeeBytes)) : default;
        Slot slot = kind.IsSigned() ? new Slot(TakeUInt24(ref rest)) : default;
        PublicKey key = default;
        if (fee.Value >= Operation.FeeLimit)
        {
            return PackedFault.FeeTooLarge;
        }

        if (kind.CarriesKey() && !PublicKey.TryRead(rest, out key))
        {
            return PackedFault.NonCanonicalKey;
        }

        operation = Operation.FromFields(kind, account, receiver, amount, fee, slot, key);
        return PackedFault.None;
    }

    private static ulong Take(ref ReadOnlySpan<byte> rest, int bytes)
    {
        ulong value = 0;
        foreach (byte next in rest[..bytes])
        {
            value = (value << 8) | next;
        }

        rest = rest[bytes..];
        return value;
    }

    private static uint TakeUInt24(ref ReadOnlySpan<byte> rest) => (uint)Take(ref rest, IndexBytes);

    private static int WriteUInt24(uint value, Span<byte> destination, int at)
    {
        destination[at] = (byte)(value >> 16);
        destination[at + 1] = (byte)(value >> 8);
        destination[at + 2] = (byte)value;
        return at + IndexBytes;
    }

    /// <summary>Follows positions in shards and says where pads must and must not stand.</summary>
    private struct PlaceRule(BatchShape shape)
    {
        private int _block;
        private bool _afterPad;

        public PackedFault Take(OperationKind kind)
        {
            int left = shape.BlocksPerShard - (_block % shape.BlocksPerShard);
            bool isPad = kind == OperationKind.Pad;
            if (isPad ? _afterPad || left != 1 : _afterPad && kind.BlockCount() == 1)
            {
                return PackedFault.MisplacedPad;
            }

            if (kind.BlockCount() > left)
            {
                return PackedFault.Straddles;
            }

            _afterPad = isPad;
            _block += kind.BlockCount();
            return shape.ShardsFor(_block) > BatchShape.ShardCountMax ? PackedFault.TooManyShards : PackedFault.None;
        }

        public readonly PackedFault End() => _afterPad ? PackedFault.TrailingPad : PackedFault.None;
    }
}
