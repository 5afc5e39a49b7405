using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>Honest nodes, whatever they relay for others, never say two things about one task, whatever crashes; and honest nodes never ban each other.</summary>
internal sealed class ConductChecker(SimWorld world) : Checker(world)
{
    private readonly Dictionary<(int Node, BatchKey Batch, TaskId Task), ProofHash> _headers = [];
    private readonly Dictionary<(int Node, BatchKey Batch), ProofHash> _finals = [];

    public override void OnPublish(SimNode node, MeshMessage message)
    {
        if (!node.IsHonest || message.Node != node.Id)
        {
            return;
        }

        if (message is ProofHeader header && !_headers.TryAdd((node.Index, header.Batch, header.Task), header.Proof))
        {
            bool isSame = _headers[(node.Index, header.Batch, header.Task)] == header.Proof;
            Expect(isSame, $"node {node.Index} announced two proofs for {header.Task} of {header.Batch}");
        }

        if (message is FinalHeader final && !_finals.TryAdd((node.Index, final.Batch), final.Proof))
        {
            Expect(_finals[(node.Index, final.Batch)] == final.Proof, $"node {node.Index} announced two final proofs of {final.Batch}");
        }
    }

    public override void OnBan(SimNode node, BanPeer ban)
    {
        int banned = World.Keys.IndexOf(ban.Peer);
        bool isWrong = node.IsHonest && banned >= 0 && World.Nodes[banned].IsHonest;
        Expect(!isWrong, $"node {node.Index} bans honest node {banned} for {ban.Reason}");
    }
}
