using System.Runtime.InteropServices;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>How much of each class was dropped; messages of our own count as forwarded ones, since losing them is no reason to give a peer up.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SendDrops(int Control, int Forward, int Gossip)
{
    public int Total => Control + Forward + Gossip;

    public SendDrops With(SendClass sendClass) => sendClass switch
    {
        SendClass.Control => this with { Control = Control + 1 },
        SendClass.Forward => this with { Forward = Forward + 1 },
        _ => this with { Gossip = Gossip + 1 },
    };
}
