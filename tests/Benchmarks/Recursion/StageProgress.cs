using P2PProver.Benchmarks.Stark;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Recursion;

/// <summary>Passes stages on at once, on the thread that reports them.</summary>
internal sealed class StageProgress(StageClock clock) : IProgress<ProverStage>
{
    public void Report(ProverStage value) => clock.Ended(value);
}
