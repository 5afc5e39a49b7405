using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Libp2p.Tests.Fuzzing;

/// <summary>Decoders of values under mutation: 5 s each in the full tier, a minute in the long one.</summary>
public sealed class FormatFuzzTests(ITestOutputHelper output)
{
    private static readonly Lazy<FuzzTarget[]> Targets = new(() => [.. FormatTargets.All()]);

    public static TheoryData<string> Names => [.. Targets.Value.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decoder_OfAnyBytes_RefusesOrReadsThem(string name)
    {
        (long inputs, long accepted) = FuzzRunner.Run(Targets.Value.Single(t => t.Name == name), seed: 1);
        output.WriteLine($"{inputs} inputs, {accepted} accepted");
    }
}
