using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Events;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>What a host holds for its mesh node stays within the named limits.</summary>
internal sealed class BoundsChecker(SimWorld world) : Checker(world)
{
    /// <summary>Proofs in memory: a few for each position of each batch that a node remembers.</summary>
    private const int KeptMax = MeshLimits.BatchesMax * MeshLimits.PositionsMax * MeshLimits.HeadersPerTaskMax;

    public override void AfterEvent(in SimEvent handled)
    {
        if (handled.Node < 0)
        {
            return;
        }

        SimNode node = World.Nodes[handled.Node];
        Expect(node.KeptCount <= KeptMax, $"node {node.Index} keeps {node.KeptCount} proofs");
        Expect(node.JobCount <= node.Traits.Mesh.ProverSlots, $"node {node.Index} runs {node.JobCount} jobs");
    }
}
