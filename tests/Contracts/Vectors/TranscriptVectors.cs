using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>
/// Scripts of transcript calls with what they draw. A step is one byte for its kind, then its fields: 1 observes an element, 2 an
/// extension element, 3 a digest; 4 draws the extension challenge that follows; 5 draws bits, whose number (one byte) and value
/// (32 bits) follow; 6 proves work, whose number of bits (one byte) and witness (32 bits) follow.
/// </summary>
internal static class TranscriptVectors
{
    private const int Scripts = 6;
    private const int Steps = 30;
    private const int MaxWorkBits = 8;

    public static object Create(Prng prng)
    {
        List<string> scripts = [];
        for (int i = 0; i < Scripts; i++)
        {
            KeccakTranscript transcript = new();
            ByteRecord script = new();
            for (int step = 0; step < Steps; step++)
            {
                Step(prng, transcript, script);
            }

            scripts.Add(script.Hex);
        }

        return scripts;
    }

    private static void Step(Prng prng, KeccakTranscript transcript, ByteRecord script)
    {
        int kind = prng.NextInt(1, 7);
        script.Byte(kind);
        switch (kind)
        {
            case 1:
                KoalaBear element = prng.NextField();
                transcript.Observe(element);
                script.Base(element);
                break;
            case 2:
                Ext5 value = prng.NextExt();
                transcript.Observe(value);
                script.Ext(value);
                break;
            case 3:
                Digest8 digest = RandomDigest(prng);
                transcript.Observe(digest);
                script.Digest(digest);
                break;
            case 4:
                script.Ext(transcript.SampleExt());
                break;
            case 5:
                int bits = prng.NextInt(Grinding.MaxBits + 1);
                script.Byte(bits).UInt32(transcript.SampleBits(bits));
                break;
            default:
                int work = prng.NextInt(MaxWorkBits + 1);
                script.Byte(work).UInt32(transcript.Grind(work, threads: 1));
                break;
        }
    }

    private static Digest8 RandomDigest(Prng prng)
    {
        byte[] bytes = new byte[Digest8.ByteCount];
        prng.NextBytes(bytes);
        return Digest8.FromBytes(bytes);
    }
}
