using System.Diagnostics;
using P2PProver.Stark;

namespace P2PProver.Benchmarks.Stark;

/// <summary>Wall and processor time of each stage of one proof.</summary>
internal sealed class StageClock : IProverStages
{
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly List<(ProverStage Stage, double WallMs, double CpuMs)> _stages = [];
    private long _wall = Stopwatch.GetTimestamp();
    private TimeSpan _cpu;

    public StageClock()
    {
        _cpu = _process.TotalProcessorTime;
    }

    public IReadOnlyList<(ProverStage Stage, double WallMs, double CpuMs)> Stages => _stages;

    public void Ended(ProverStage stage)
    {
        TimeSpan cpu = _process.TotalProcessorTime;
        _stages.Add((stage, Stopwatch.GetElapsedTime(_wall).TotalMilliseconds, (cpu - _cpu).TotalMilliseconds));
        _wall = Stopwatch.GetTimestamp();
        _cpu = cpu;
    }
}
