using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion.Tests.Verifier;

/// <summary>The transcript inside circuits draws what the native one draws, whatever is observed and drawn in whatever order.</summary>
public sealed class TranscriptAgreementTests
{
    private const ulong Seed = 0x7A;
    private const int Cases = 200;
    private const int StepsMax = 24;

    [Fact]
    public void Pitfall30_RandomTranscripts_DrawTheSame()
    {
        for (ulong seed = Seed; seed < Seed + Cases; seed++)
        {
            Run(seed, out CircuitProgram program, out KoalaBear[] tape, out KoalaBear[] drawn);

            program.Evaluate(tape, drawn, out CircuitFault? fault).ShouldNotBeNull($"seed {seed}: {fault}");
            KoalaBear[] other = [.. drawn];
            other[^1] += KoalaBear.One;
            program.Evaluate(tape, other, out _).ShouldBeNull($"seed {seed}");
        }
    }

    // The native run comes first, because the number of public values, which are what is drawn, must be known.
    private static void Run(ulong seed, out CircuitProgram program, out KoalaBear[] tape, out KoalaBear[] drawn)
    {
        List<KoalaBear> values = [];
        DuplexTranscript<Poseidon2W16> native = new();
        List<KoalaBear> observed = [];
        Walk(seed, new NativeSteps(native, observed, values));
        CircuitBuilder builder = new(values.Count);
        Walk(seed, new CircuitSteps(builder, new CircuitTranscript(builder)));
        program = builder.Build();
        tape = [.. observed];
        drawn = [.. values];
    }

    private static void Walk(ulong seed, ITranscriptSteps steps)
    {
        Prng prng = new(seed);
        int count = 1 + prng.NextInt(StepsMax);
        for (int i = 0; i < count; i++)
        {
            int kind = prng.NextInt(6);
            int length = 1 + prng.NextInt(11);
            KoalaBear[] elements = [.. Enumerable.Range(0, 8 * Math.Max(2, length)).Select(_ => prng.NextField())];
            steps.Step(kind, length, elements);
        }

        steps.Step(4, 1, []);
    }

    private interface ITranscriptSteps
    {
        void Step(int kind, int length, KoalaBear[] elements);
    }

    private sealed class NativeSteps(DuplexTranscript<Poseidon2W16> transcript, List<KoalaBear> observed, List<KoalaBear> drawn) : ITranscriptSteps
    {
        public void Step(int kind, int length, KoalaBear[] elements)
        {
            int width = kind switch { 0 => length, 1 => 5 * length, 2 or 3 => 8 * (kind == 3 ? 2 : length), _ => 0 };
            transcript.Observe(elements.AsSpan(0, width));
            observed.AddRange(elements.AsSpan(0, width));
            for (int i = 0; kind == 4 && i < length; i++)
            {
                drawn.Add(transcript.Sample());
            }

            if (kind == 5)
            {
                drawn.Add(KoalaBear.FromCanonical(transcript.SampleBits(length)));
            }
        }
    }

    private sealed class CircuitSteps(CircuitBuilder builder, CircuitTranscript transcript) : ITranscriptSteps
    {
        private int _next;

        public void Step(int kind, int length, KoalaBear[] elements)
        {
            switch (kind)
            {
                case 0:
                    Repeat(length, () => transcript.Observe(builder.InputScalar()));
                    break;
                case 1:
                    transcript.Observe(builder.InputExtensions(length));
                    break;
                case 2:
                    Repeat(length, () => transcript.Observe(builder.InputBlock()));
                    break;
                case 3:
                    transcript.ObserveTable(builder.NewTable(1));
                    break;
                case 4:
                    Repeat(length, () => Expect(transcript.Sample()));
                    break;
                default:
                    Expect(transcript.SampleBits().Low(length));
                    break;
            }
        }

        private static void Repeat(int count, Action action)
        {
            for (int i = 0; i < count; i++)
            {
                action();
            }
        }

        private void Expect(Scalar value) => builder.AssertEqual(value, builder.PublicValue(_next++));
    }
}
