namespace P2PProver.Stark;

/// <summary>Is told about a prover's progress.</summary>
public interface IProverStages
{
    /// <summary>A stage has ended.</summary>
    /// <param name="stage">The stage.</param>
    void Ended(ProverStage stage);
}
