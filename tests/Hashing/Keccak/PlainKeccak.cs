using System.Numerics;

namespace P2PProver.Hashing.Tests;

/// <summary>Keccak with rate 136 from the loops of FIPS 202: the reference of differential tests.</summary>
internal static class PlainKeccak
{
    private const int Rate = 136;

    /// <summary>The 32-byte digest; the first padding byte is 0x01 for Keccak-256 and 0x06 for SHA3-256.</summary>
    public static byte[] Hash(byte[] message, byte padding)
    {
        byte[] padded = new byte[((message.Length / Rate) + 1) * Rate];
        message.CopyTo(padded, 0);
        padded[message.Length] = padding;
        padded[^1] |= 0x80;
        ulong[] state = new ulong[25];
        for (int block = 0; block < padded.Length; block += Rate)
        {
            for (int i = 0; i < Rate; i++)
            {
                state[i / 8] ^= (ulong)padded[block + i] << (8 * (i % 8));
            }

            Permute(state);
        }

        return [.. Enumerable.Range(0, 32).Select(i => (byte)(state[i / 8] >> (8 * (i % 8))))];
    }

    public static void Permute(ulong[] a)
    {
        byte register = 1;
        for (int round = 0; round < 24; round++)
        {
            Theta(a);
            ulong[] b = RhoAndPi(a);
            for (int i = 0; i < 25; i++)
            {
                int row = i / 5 * 5;
                a[i] = b[i] ^ (~b[row + ((i + 1) % 5)] & b[row + ((i + 2) % 5)]);
            }

            for (int j = 0; j < 7; j++)
            {
                // The register of x^8 + x^6 + x^5 + x^4 + 1 gives the bits 2^j - 1 of the round constant.
                a[0] ^= (ulong)(register & 1) << ((1 << j) - 1);
                register = (byte)((register << 1) ^ ((register >> 7) * 0x71));
            }
        }
    }

    private static void Theta(ulong[] a)
    {
        ulong[] parity = [.. Enumerable.Range(0, 5).Select(x => a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20])];
        for (int i = 0; i < 25; i++)
        {
            a[i] ^= parity[(i + 4) % 5] ^ BitOperations.RotateLeft(parity[(i + 1) % 5], 1);
        }
    }

    private static ulong[] RhoAndPi(ulong[] a)
    {
        ulong[] b = new ulong[25];
        b[0] = a[0];
        int x = 1;
        int y = 0;
        for (int t = 0; t < 24; t++)
        {
            int offset = (t + 1) * (t + 2) / 2 % 64;
            int nextY = ((2 * x) + (3 * y)) % 5;
            b[y + (5 * nextY)] = BitOperations.RotateLeft(a[x + (5 * y)], offset);
            (x, y) = (y, nextY);
        }

        return b;
    }
}
