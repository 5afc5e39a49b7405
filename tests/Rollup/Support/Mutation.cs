using P2PProver.Fields;

namespace P2PProver.Rollup.Tests.Support;

/// <summary>One random change of a byte string: a bit, a byte, a piece left out, put in, or doubled, or the end cut off.</summary>
internal static class Mutation
{
    public static byte[] Next(Prng prng, byte[] original)
    {
        if (original.Length == 0)
        {
            return [(byte)prng.NextInt(256)];
        }

        byte[] bytes = [.. original];
        int at = prng.NextInt(bytes.Length);
        int length = prng.NextInt(bytes.Length - at + 1);
        byte[] noise = new byte[prng.NextInt(1, 40)];
        prng.NextBytes(noise);
        switch (prng.NextInt(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << prng.NextInt(8));
                return bytes;
            case 1:
                bytes[at] = prng.NextBool() ? (byte)0 : (byte)0xff;
                return bytes;
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..at], .. noise, .. bytes[at..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            default:
                return bytes[..at];
        }
    }
}
