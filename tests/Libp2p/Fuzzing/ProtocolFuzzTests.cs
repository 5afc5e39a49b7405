using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Libp2p.Tests.Fuzzing;

/// <summary>Messages and state machines under mutation; a class of its own, so that it runs beside the other.</summary>
public sealed class ProtocolFuzzTests(ITestOutputHelper output)
{
    private static readonly Lazy<FuzzTarget[]> Targets = new(() => [.. ProtocolTargets.All()]);

    public static TheoryData<string> Names => [.. Targets.Value.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Machine_FedAnyBytes_StaysWithinItsBounds(string name)
    {
        (long inputs, long accepted) = FuzzRunner.Run(Targets.Value.Single(t => t.Name == name), seed: 1);
        output.WriteLine($"{inputs} inputs, {accepted} accepted");
    }
}
