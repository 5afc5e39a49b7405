using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>
/// The generator of round constants of the Poseidon paper (eprint 2019/458, appendix E): an 80-bit linear feedback shift register
/// in self-shrinking mode, seeded with the parameters of the instance.
/// </summary>
internal sealed class GrainLfsr
{
    private const int FieldBits = 31;

    private readonly Queue<int> _bits = new();

    public GrainLfsr(int width, int fullRounds, int partialRounds)
    {
        Push(1, 2); // A prime field.
        Push(0, 4); // An S-box x^alpha.
        Push(FieldBits, 12);
        Push(width, 12);
        Push(fullRounds, 10);
        Push(partialRounds, 10);
        Push((1 << 30) - 1, 30);
        for (int i = 0; i < 160; i++)
        {
            Step();
        }
    }

    /// <summary>The next canonical field element.</summary>
    public uint Next()
    {
        while (true)
        {
            uint value = 0;
            for (int i = 0; i < FieldBits; i++)
            {
                value = (value << 1) | (uint)NextBit();
            }

            if (value < KoalaBear.Modulus)
            {
                return value;
            }
        }
    }

    public uint[] Next(int count)
    {
        return [.. Enumerable.Range(0, count).Select(_ => Next())];
    }

    private void Push(int value, int bits)
    {
        for (int i = bits - 1; i >= 0; i--)
        {
            _bits.Enqueue((value >> i) & 1);
        }
    }

    private int Step()
    {
        int[] state = [.. _bits];
        int bit = state[62] ^ state[51] ^ state[38] ^ state[23] ^ state[13] ^ state[0];
        _bits.Dequeue();
        _bits.Enqueue(bit);
        return bit;
    }

    private int NextBit()
    {
        while (true)
        {
            int selector = Step();
            int bit = Step();
            if (selector == 1)
            {
                return bit;
            }
        }
    }
}
