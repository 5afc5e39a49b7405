namespace P2PProver.Testing;

/// <summary>A seeded generator for tests (SplitMix64): the seed of a failure replays it.</summary>
internal sealed class TestRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9e3779b97f4a7c15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    public int Next(int bound) => (int)(Next() % (ulong)bound);

    public byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)Next();
        }

        return bytes;
    }

    /// <summary>The bytes with one of: a bit turned, a byte replaced, a piece cut out, a piece doubled.</summary>
    public byte[] Mutate(ReadOnlySpan<byte> bytes)
    {
        List<byte> changed = [.. bytes.ToArray()];
        int at = changed.Count == 0 ? 0 : Next(changed.Count);
        switch (changed.Count == 0 ? 4 : Next(5))
        {
            case 0:
                changed[at] ^= (byte)(1 << Next(8));
                break;
            case 1:
                changed[at] = (byte)Next();
                break;
            case 2:
                changed.RemoveRange(at, Math.Min(1 + Next(8), changed.Count - at));
                break;
            case 3:
                changed.InsertRange(at, changed.GetRange(at, Math.Min(1 + Next(8), changed.Count - at)));
                break;
            default:
                changed.Insert(at, (byte)Next());
                break;
        }

        return [.. changed];
    }
}
