namespace P2PProver.Testing;

/// <summary>Feeds a decoder mutations of its corpus for a while; inputs that were accepted join the corpus, so that mutations add up.</summary>
internal static class FuzzRunner
{
    private const int CorpusMax = 256;
    private const int MutationsMax = 6;
    private const int InputsMin = 200;

    /// <summary>How long each decoder is fuzzed in this tier of tests.</summary>
    public static TimeSpan Duration { get; } = TestTiers.Current switch
    {
        TestTier.Quick => TimeSpan.FromSeconds(0.5),
        TestTier.Full => TimeSpan.FromSeconds(5),
        _ => TimeSpan.FromSeconds(60),
    };

    /// <summary>Runs one decoder and says how many inputs it got and how many it accepted.</summary>
    public static (long Inputs, long Accepted) Run(FuzzTarget target, ulong seed)
    {
        TestRandom random = new(seed);
        List<byte[]> corpus = [.. target.Corpus];
        foreach (byte[] valid in target.Corpus)
        {
            Check(target, valid, "as it is").ShouldBeTrue($"{target.Name} refuses a valid input: {Convert.ToHexString(valid)}");
        }

        long start = TimeProvider.System.GetTimestamp();
        long inputs = 0, accepted = 0;
        while (inputs < InputsMin || TimeProvider.System.GetElapsedTime(start) < Duration)
        {
            byte[] input = Mutate(corpus, random);
            input = target.Repair(input);
            inputs++;
            if (Check(target, input, $"seed {seed}, input {inputs}"))
            {
                accepted++;
                if (corpus.Count < CorpusMax)
                {
                    corpus.Add(input);
                }
                else
                {
                    corpus[target.Corpus.Count + random.Next(CorpusMax - target.Corpus.Count)] = input;
                }
            }
        }

        return (inputs, accepted);
    }

    private static byte[] Mutate(List<byte[]> corpus, TestRandom random)
    {
        byte[] input = corpus[random.Next(corpus.Count)];
        switch (random.Next(16))
        {
            case 0:
                return random.Bytes(random.Next(200));
            case 1:
                byte[] other = corpus[random.Next(corpus.Count)];
                input = [.. input.AsSpan(0, random.Next(input.Length + 1)), .. other.AsSpan(random.Next(other.Length + 1))];
                break;
            case 2:
                return input[..random.Next(input.Length + 1)];
            case 3:
                // A length that promises more than there is.
                int at = random.Next(input.Length + 1);
                return [.. input.AsSpan(0, at), .. Enumerable.Repeat((byte)0xff, 1 + random.Next(9)), (byte)random.Next(128), .. input.AsSpan(at)];
        }

        for (int i = random.Next(MutationsMax); i >= 0; i--)
        {
            input = random.Mutate(input);
        }

        return input;
    }

    private static bool Check(FuzzTarget target, byte[] input, string where)
    {
        string Describe() => $"{target.Name}, {where}: {Convert.ToHexString(input)}";
        byte[]? written;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            written = target.Decode(input);
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"a decoder threw: {Describe()}", thrown);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > target.AllocatedBytesMax + (64L * input.Length))
        {
            throw new InvalidOperationException($"{allocated} bytes were allocated: {Describe()}");
        }

        if (written is null)
        {
            return false;
        }

        byte[] expected = target.IsCanonical ? input : target.Decode(written) ?? throw new InvalidOperationException($"what was written is refused: {Describe()}");
        return expected.AsSpan().SequenceEqual(written)
            ? true
            : throw new InvalidOperationException($"written back as {Convert.ToHexString(written)}: {Describe()}");
    }
}
