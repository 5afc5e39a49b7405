using P2PProver.Libp2p.Gossipsub.Tracing;
using P2PProver.Libp2p.Hosting.Trimming;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Driving;

/// <summary>Tells the host that peers of our meshes are worth keeping, by the number of meshes they are in.</summary>
internal sealed class MeshValues(PeerValues values) : IGossipTrace
{
    private const string Reason = "gossip mesh";
    private const int ValueOfAMesh = 10;

    private readonly Dictionary<PeerId, int> _meshes = [];

    public void Trace(in GossipTraceEvent happened)
    {
        if (happened is { Kind: GossipTraceKind.Grafted or GossipTraceKind.Pruned, Peer: PeerId peer })
        {
            int meshes = _meshes.GetValueOrDefault(peer) + (happened.Kind == GossipTraceKind.Grafted ? 1 : -1);
            _meshes[peer] = meshes;
            if (meshes == 0)
            {
                _meshes.Remove(peer);
            }

            values.SetValue(peer, Reason, meshes * ValueOfAMesh);
        }
    }
}
