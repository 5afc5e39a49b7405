using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace P2PProver.Crypto.Keystores;

/// <summary>
/// scrypt (RFC 7914), the key derivation that makes guessing passwords cost memory. Own code, because OpenSSL refuses r = 1 with N = 2^18,
/// which RFC 7914 forbids and the published test of the V3 container uses.
/// </summary>
internal static unsafe class Scrypt
{
    private const int SalsaWords = 16;
    private const int SalsaBytes = SalsaWords * sizeof(uint);
    private const int SalsaRounds = 8;

    // Vectors of four words in one Salsa20 block.
    private const int SalsaVectors = 4;

    /// <summary>
    /// Derives a key. The time is proportional to N r p, the memory is <see cref="ScryptParameters.MemoryBytes"/>; all of it is erased.
    /// </summary>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ScryptParameters parameters, Span<byte> key)
    {
        int blockBytes = 128 * parameters.R;
        byte[] blocks = GC.AllocateUninitializedArray<byte>(blockBytes * parameters.P, pinned: true);
        nuint memoryBytes = (nuint)parameters.MemoryBytes;
        void* memory = NativeMemory.AlignedAlloc(memoryBytes, SalsaBytes);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, blocks, 1, HashAlgorithmName.SHA256);
            for (int i = 0; i < parameters.P; i++)
            {
                Mix(blocks.AsSpan(i * blockBytes, blockBytes), parameters, (Vector128<uint>*)memory);
            }

            Rfc2898DeriveBytes.Pbkdf2(password, blocks, key, 1, HashAlgorithmName.SHA256);
        }
        finally
        {
            NativeMemory.Clear(memory, memoryBytes);
            NativeMemory.AlignedFree(memory);
            CryptographicOperations.ZeroMemory(blocks);
        }
    }

    // scryptROMix on one block of 128 r bytes. The memory holds N blocks, then two blocks to work in.
    private static void Mix(Span<byte> block, ScryptParameters parameters, Vector128<uint>* memory)
    {
        nuint vectors = (nuint)(2 * parameters.R * SalsaVectors);

        // SAFETY: MemoryBytes is N + 2 blocks, and every index below is less than N.
        Vector128<uint>* x = memory + (vectors * (nuint)parameters.N);
        Vector128<uint>* y = x + vectors;
        Load(block, x);
        for (nuint i = 0; i < (nuint)parameters.N; i += 2)
        {
            // Two steps a turn: the first mixes x into y, the second y into x, so that nothing is copied back.
            Copy(x, memory + (i * vectors), vectors);
            MixBlock(x, y, parameters.R);
            Copy(y, memory + ((i + 1) * vectors), vectors);
            MixBlock(y, x, parameters.R);
        }

        for (int i = 0; i < parameters.N; i += 2)
        {
            Xor(x, memory + (Index(x, parameters) * vectors), vectors);
            MixBlock(x, y, parameters.R);
            Xor(y, memory + (Index(y, parameters) * vectors), vectors);
            MixBlock(y, x, parameters.R);
        }

        Store(x, block);
    }

    // Integerify: the lowest word of the last Salsa20 block, modulo the power of two N. Lane 0 of a block's first vector is its word 0.
    private static nuint Index(Vector128<uint>* block, ScryptParameters parameters) =>
        block[((2 * parameters.R) - 1) * SalsaVectors].ToScalar() & (uint)(parameters.N - 1);

    private static void Copy(Vector128<uint>* from, Vector128<uint>* to, nuint vectors) =>
        Buffer.MemoryCopy(from, to, vectors * (nuint)sizeof(Vector128<uint>), vectors * (nuint)sizeof(Vector128<uint>));

    private static void Xor(Vector128<uint>* target, Vector128<uint>* mask, nuint vectors)
    {
        for (nuint i = 0; i < vectors; i++)
        {
            target[i] ^= mask[i];
        }
    }

    // scryptBlockMix with Salsa20/8. A Salsa20 block is four vectors; lane k of vector j is word 4 ((k + j) mod 4) + k of the block: the
    // diagonals of its 4 x 4 matrix. A column round is then four steps on whole vectors, and turning the lanes of three vectors makes
    // rows of columns. The scalar twin stands in the tests (SalsaReference).
    private static void MixBlock(Vector128<uint>* input, Vector128<uint>* output, int r)
    {
        // SAFETY: both blocks are 2 r Salsa20 blocks; even ones go to the first half of the output, odd ones to the second.
        Vector128<uint>* last = input + (((2 * r) - 1) * SalsaVectors);
        Vector128<uint> x0 = last[0];
        Vector128<uint> x1 = last[1];
        Vector128<uint> x2 = last[2];
        Vector128<uint> x3 = last[3];
        for (int i = 0; i < 2 * r; i++)
        {
            Vector128<uint>* from = input + (i * SalsaVectors);
            x0 ^= from[0];
            x1 ^= from[1];
            x2 ^= from[2];
            x3 ^= from[3];
            Salsa(ref x0, ref x1, ref x2, ref x3);
            Vector128<uint>* to = output + (((i / 2) + ((i % 2) * r)) * SalsaVectors);
            to[0] = x0;
            to[1] = x1;
            to[2] = x2;
            to[3] = x3;
        }
    }

    // Salsa20/8: four double rounds, then the input added.
    private static void Salsa(ref Vector128<uint> x0, ref Vector128<uint> x1, ref Vector128<uint> x2, ref Vector128<uint> x3)
    {
        Vector128<uint> a = x0;
        Vector128<uint> b = x1;
        Vector128<uint> c = x2;
        Vector128<uint> d = x3;
        for (int round = 0; round < SalsaRounds; round++)
        {
            b ^= Rotate(a + d, 7);
            c ^= Rotate(b + a, 9);
            d ^= Rotate(c + b, 13);
            a ^= Rotate(d + c, 18);

            // Columns become rows and rows columns: b and d change places, and the lanes of b, c, d turn by one, two, three.
            Vector128<uint> turned = Vector128.Shuffle(b, Vector128.Create(3u, 0u, 1u, 2u));
            c = Vector128.Shuffle(c, Vector128.Create(2u, 3u, 0u, 1u));
            b = Vector128.Shuffle(d, Vector128.Create(1u, 2u, 3u, 0u));
            d = turned;
        }

        x0 += a;
        x1 += b;
        x2 += c;
        x3 += d;
    }

    private static Vector128<uint> Rotate(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));

    private static int WordOf(int vector, int lane) => (((lane + vector) % SalsaVectors) * 4) + lane;

    private static void Load(ReadOnlySpan<byte> bytes, Vector128<uint>* vectors)
    {
        Debug.Assert(bytes.Length % SalsaBytes == 0);
        Span<uint> lanes = stackalloc uint[Vector128<uint>.Count];
        for (int i = 0; i < bytes.Length / Vector128<byte>.Count; i++)
        {
            ReadOnlySpan<byte> block = bytes[(i / SalsaVectors * SalsaBytes)..];
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                lanes[lane] = BinaryPrimitives.ReadUInt32LittleEndian(block[(WordOf(i % SalsaVectors, lane) * sizeof(uint))..]);
            }

            vectors[i] = Vector128.Create<uint>(lanes);
        }
    }

    private static void Store(Vector128<uint>* vectors, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length / Vector128<byte>.Count; i++)
        {
            Span<byte> block = bytes[(i / SalsaVectors * SalsaBytes)..];
            for (int lane = 0; lane < Vector128<uint>.Count; lane++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(block[(WordOf(i % SalsaVectors, lane) * sizeof(uint))..], vectors[i][lane]);
            }
        }
    }
}
