using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>Passes stages on and stops the prover between them.</summary>
internal sealed class StageWatch(IProgress<ProverStage>? progress, CancellationToken cancellation) : IProverStages
{
    public void Ended(ProverStage stage)
    {
        progress?.Report(stage);
        cancellation.ThrowIfCancellationRequested();
    }
}
