namespace P2PProver.Libp2p.Gossipsub.Scoring;

/// <summary>The connected peers of one IP address.</summary>
internal sealed class AddressGroup
{
    public int Count { get; set; }
}
