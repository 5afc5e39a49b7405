using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>What a slot brought, and how the mesh's nodes are told.</summary>
internal sealed record ChainNews(ChainStep Step, IReadOnlyList<MeshEvent> Events);
