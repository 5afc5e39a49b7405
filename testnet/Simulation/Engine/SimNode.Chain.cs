namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>How a node learns of the chain.</summary>
public sealed partial class SimNode
{
    /// <summary>When the last news reached it: news keep their order.</summary>
    internal TimeSpan NewsAt { get; set; }

    internal void OnChainNews(ChainNews news)
    {
        foreach (P2PProver.Mesh.MeshEvent happened in news.Events)
        {
            Handle(happened);
        }

        if (IsUp)
        {
            FollowTransactions(news.Step);
        }

        if (!IsHonest)
        {
            _world.Adversary.OnChain(this, news.Step);
        }
    }
}
