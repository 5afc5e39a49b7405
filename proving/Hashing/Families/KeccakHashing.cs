using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>What the Keccak families share; they differ in the number of bytes that a digest keeps.</summary>
/// <remarks>
/// <para>
/// Leaf: keccak256(tag || row). The tag is eight zero bytes. The row is its elements as canonical big-endian 32-bit integers, four bytes
/// each, with zeros appended to a multiple of eight elements, so it is a whole number of 32-byte words, and eight elements are one
/// word. The input has 8 + 32 k bytes.
/// </para>
/// <para>
/// Node: keccak256(left || right), 64 bytes. A digest shorter than 32 bytes is the beginning of the hash; as a child it is followed by
/// zeros to 32 bytes.
/// </para>
/// <para>No leaf has 64 bytes, and Keccak's padding binds lengths: no byte string is both a leaf's and a node's input.</para>
/// </remarks>
internal static class KeccakHashing
{
    /// <summary>Bytes in front of a row; with them no row has the length of two digests.</summary>
    public const int TagBytes = 8;

    private const int BytesPerElement = sizeof(uint);
    private const int PadTo = 8;

    public static Digest8 HashRow(ReadOnlySpan<KoalaBear> row, int digestBytes)
    {
        int padded = (row.Length + PadTo - 1) / PadTo * PadTo;
        byte[] message = new byte[TagBytes + (padded * BytesPerElement)];
        for (int i = 0; i < row.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(TagBytes + (i * BytesPerElement)), row[i].ToCanonical());
        }

        return Truncate(message, digestBytes);
    }

    public static Digest8 Compress(in Digest8 left, in Digest8 right, int digestBytes)
    {
        Span<byte> message = stackalloc byte[2 * Digest8.ByteCount];
        left.Bytes.CopyTo(message);
        right.Bytes.CopyTo(message[Digest8.ByteCount..]);
        return Truncate(message, digestBytes);
    }

    public static void HashRows(
        InstructionSet level,
        ReadOnlySpan<MatrixView> matrices,
        nint firstRow,
        Span<Digest8> digests,
        int digestBytes)
    {
        switch (level)
        {
            case InstructionSet.Avx512 when digests.Length >= Packed16.Lanes:
                KeccakRows<Packed16, Vector512<ulong>, KeccakLanes8>.Hash(matrices, firstRow, digests);
                break;
            case InstructionSet.Avx512 or InstructionSet.Avx2 when digests.Length >= Packed8.Lanes:
                KeccakRows<Packed8, Vector256<ulong>, KeccakLanes4>.Hash(matrices, firstRow, digests);
                break;
            default:
                KeccakRows<Packed1, ulong, KeccakLanes1>.Hash(matrices, firstRow, digests);
                break;
        }

        Truncate(digests, digestBytes);
    }

    public static void CompressPairs(
        InstructionSet level,
        ReadOnlySpan<Digest8> left,
        ReadOnlySpan<Digest8> right,
        Span<Digest8> parents,
        int digestBytes)
    {
        if (left.Length != parents.Length || right.Length != parents.Length)
        {
            throw new ArgumentException("There must be a left and a right child for each parent.", nameof(parents));
        }

        PairKernel kernel = new(left, right, parents);
        KeccakLevel.Run(KeccakLevel.For(level, parents.Length), ref kernel);
        Truncate(parents, digestBytes);
    }

    /// <summary>Whether the bytes behind the digest are zero.</summary>
    public static bool IsValid(in Digest8 digest, int digestBytes)
    {
        return digest.Bytes[digestBytes..].IndexOfAnyExcept((byte)0) < 0;
    }

    public static bool TryReadDigest(ReadOnlySpan<byte> source, out Digest8 digest, int digestBytes)
    {
        digest = default;
        if (source.Length < digestBytes)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Digest8.ByteCount];
        bytes.Clear();
        source[..digestBytes].CopyTo(bytes);
        digest = Digest8.FromBytes(bytes);
        return true;
    }

    private static Digest8 Truncate(ReadOnlySpan<byte> message, int digestBytes)
    {
        Span<byte> hash = stackalloc byte[Keccak256.DigestBytes];
        Keccak256.Hash(message, hash);
        hash[digestBytes..].Clear();
        return Digest8.FromBytes(hash);
    }

    private static void Truncate(Span<Digest8> digests, int digestBytes)
    {
        if (digestBytes == Digest8.ByteCount)
        {
            return;
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(digests);
        for (int i = 0; i < bytes.Length; i += Digest8.ByteCount)
        {
            bytes[(i + digestBytes)..(i + Digest8.ByteCount)].Clear();
        }
    }

    private readonly ref struct PairKernel : IKeccakKernel
    {
        private readonly ReadOnlySpan<Digest8> _left;
        private readonly ReadOnlySpan<Digest8> _right;
        private readonly Span<Digest8> _parents;

        public PairKernel(ReadOnlySpan<Digest8> left, ReadOnlySpan<Digest8> right, Span<Digest8> parents)
        {
            _left = left;
            _right = right;
            _parents = parents;
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public unsafe void Run<TLanes, TOps>()
            where TLanes : unmanaged
            where TOps : struct, IKeccakLanes<TLanes>
        {
            Span<TLanes> state = Scratch.Align<TLanes>(stackalloc byte[Scratch.Bytes<TLanes>(KeccakSponge<TLanes, TOps>.StateLanes)]);
            fixed (Digest8* left = _left)
            fixed (Digest8* right = _right)
            fixed (Digest8* parents = _parents)
            fixed (TLanes* pointer = state)
            {
                for (int done = 0; done < _parents.Length; done += TOps.Count)
                {
                    // A last, incomplete batch is moved back to end with the pairs: some are computed twice, to the same result.
                    int first = int.Min(done, _parents.Length - TOps.Count);

                    // SAFETY: there are Count pairs and parents from the first on, and the state has 25 registers.
                    state.Clear();
                    TOps.LoadFour((byte*)(left + first), Digest8.ByteCount, pointer);
                    TOps.LoadFour((byte*)(right + first), Digest8.ByteCount, pointer + Keccak256.DigestLanes);
                    KeccakSponge<TLanes, TOps>.Pad(pointer, 2 * Keccak256.DigestLanes);
                    KeccakF1600<TLanes, TOps>.Permute(pointer);
                    KeccakSponge<TLanes, TOps>.Extract(pointer, parents + first);
                }
            }
        }
    }
}
