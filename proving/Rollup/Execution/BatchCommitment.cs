using System.Buffers.Binary;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// What binds a batch's data for contract and circuits alike: the contract hashes and evaluates the packed bytes, the circuits chain and
/// evaluate the blocks, both at a point that is fixed after the data on either side.
/// </summary>
public sealed class BatchCommitment
{
    private const int CoefficientBits = 51;
    private const int LimbBits = 64;
    private const ulong CoefficientMask = (1UL << CoefficientBits) - 1;

    private BatchCommitment(BatchLayout layout, byte[] data, KoalaBear[] blocks)
    {
        Layout = layout;
        Data = data;
        DataHash = Digest8.FromBytes(Keccak256.Hash(data));
        Blocks = blocks;
    }

    /// <summary>Where the operations stand.</summary>
    public BatchLayout Layout { get; }

    /// <summary>The packed data.</summary>
    public byte[] Data { get; }

    /// <summary>keccak256 of the packed data, 32 raw bytes.</summary>
    public Digest8 DataHash { get; }

    /// <summary>The elements of all blocks, pads included.</summary>
    public KoalaBear[] Blocks { get; }

    /// <summary>The chain digest of all blocks, which the sequencer supplies.</summary>
    public Digest8 DataOut { get; private init; }

    /// <summary>The point z = HashToExt(keccak(data) || dataOut || domain).</summary>
    public Ext5 Point { get; private init; }

    /// <summary>y = z^n + sum of d_i z^(n-1-i) over the n elements of all blocks.</summary>
    public Ext5 Evaluation { get; private init; }

    /// <summary>Commits to operations.</summary>
    public static BatchCommitment Of(RollupDomain domain, IReadOnlyList<Operation> operations, BatchShape shape)
    {
        BatchLayout layout = BatchLayout.Of(operations, shape);
        KoalaBear[] blocks = layout.Blocks(operations);
        byte[] data = PackedData.Pack(operations, shape);
        Digest8 dataOut = RollupHash.Chain(default, blocks);
        Ext5 point = PointOf(Keccak256.Hash(data), dataOut, domain);
        return new BatchCommitment(layout, data, blocks)
        {
            DataOut = dataOut,
            Point = point,
            Evaluation = Evaluate(point, Ext5.One, blocks),
        };
    }

    /// <summary>Horner's rule over elements from an accumulator on; a batch starts at 1.</summary>
    public static Ext5 Evaluate(Ext5 point, Ext5 accumulator, ReadOnlySpan<KoalaBear> elements)
    {
        foreach (KoalaBear element in elements)
        {
            accumulator = (accumulator * point) + element;
        }

        return accumulator;
    }

    /// <summary>HashToExt(keccak(data) || dataOut || domain): dataOut as eight big-endian words, the domain as its 32 bytes.</summary>
    public static Ext5 PointOf(ReadOnlySpan<byte> dataHash, in Digest8 dataOut, RollupDomain domain)
    {
        Span<byte> input = stackalloc byte[3 * Keccak256.DigestBytes];
        dataHash.CopyTo(input);
        WireElements.WriteDigest(dataOut, input[Keccak256.DigestBytes..]);
        domain.Bytes.CopyTo(input[(2 * Keccak256.DigestBytes)..]);
        return HashToExt(input);
    }

    /// <summary>
    /// A challenge of a byte string: with w the big-endian integer of its keccak256, coefficient j is ((w >> 51 j) mod 2^51) mod p.
    /// </summary>
    public static Ext5 HashToExt(ReadOnlySpan<byte> input)
    {
        Span<byte> word = stackalloc byte[Keccak256.DigestBytes];
        Keccak256.Hash(input, word);
        Span<KoalaBear> coefficients = stackalloc KoalaBear[Ext5.Degree];
        for (int i = 0; i < coefficients.Length; i++)
        {
            UInt128 high = BinaryPrimitives.ReadUInt128BigEndian(word);
            UInt128 low = BinaryPrimitives.ReadUInt128BigEndian(word[(2 * sizeof(ulong))..]);
            int shift = i * CoefficientBits;
            UInt128 slice = shift < 2 * LimbBits ? (low >> shift) | (shift == 0 ? 0 : high << ((2 * LimbBits) - shift)) : high >> (shift - (2 * LimbBits));
            coefficients[i] = KoalaBear.Reduce((ulong)slice & CoefficientMask);
        }

        return new Ext5(coefficients);
    }
}
