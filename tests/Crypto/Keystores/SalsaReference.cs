using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace P2PProver.Crypto.Tests.Keystores;

/// <summary>scrypt word by word as RFC 7914 writes it: the scalar twin of the vectors in Scrypt.</summary>
internal static class SalsaReference
{
    private static readonly int[][] Quarters =
    [
        [0, 4, 8, 12], [5, 9, 13, 1], [10, 14, 2, 6], [15, 3, 7, 11],
        [0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14],
    ];

    public static byte[] Derive(byte[] password, byte[] salt, int n, int r, int p, int length)
    {
        byte[] blocks = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, 128 * r * p);
        for (int i = 0; i < p; i++)
        {
            Mix(blocks.AsSpan(128 * r * i, 128 * r), n, r);
        }

        return Rfc2898DeriveBytes.Pbkdf2(password, blocks, 1, HashAlgorithmName.SHA256, length);
    }

    /// <summary>Salsa20/8 core (RFC 7914, 3).</summary>
    public static uint[] Salsa(uint[] input)
    {
        uint[] x = [.. input];
        for (int round = 0; round < 4; round++)
        {
            foreach (int[] q in Quarters)
            {
                x[q[1]] ^= BitOperations.RotateLeft(x[q[0]] + x[q[3]], 7);
                x[q[2]] ^= BitOperations.RotateLeft(x[q[1]] + x[q[0]], 9);
                x[q[3]] ^= BitOperations.RotateLeft(x[q[2]] + x[q[1]], 13);
                x[q[0]] ^= BitOperations.RotateLeft(x[q[3]] + x[q[2]], 18);
            }
        }

        return [.. x.Zip(input, (a, b) => a + b)];
    }

    private static void Mix(Span<byte> block, int n, int r)
    {
        uint[] x = new uint[32 * r];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        }

        uint[][] v = new uint[n][];
        for (int i = 0; i < n; i++)
        {
            v[i] = x;
            x = MixBlock(x, r);
        }

        for (int i = 0; i < n; i++)
        {
            uint[] other = v[x[16 * ((2 * r) - 1)] % (uint)n];
            x = MixBlock([.. x.Zip(other, (a, b) => a ^ b)], r);
        }

        for (int i = 0; i < x.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * i)..], x[i]);
        }
    }

    private static uint[] MixBlock(uint[] input, int r)
    {
        uint[] output = new uint[input.Length];
        uint[] x = input[^16..];
        for (int i = 0; i < 2 * r; i++)
        {
            x = Salsa([.. x.Zip(input[(16 * i)..(16 * (i + 1))], (a, b) => a ^ b)]);
            x.CopyTo(output, 16 * ((i / 2) + (i % 2 * r)));
        }

        return output;
    }
}
