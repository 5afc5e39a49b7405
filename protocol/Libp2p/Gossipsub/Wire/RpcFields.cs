namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>The field numbers of an RPC and the messages in it.</summary>
internal static class RpcFields
{
    public const int Subscription = 1;
    public const int Publish = 2;
    public const int Control = 3;

    public const int Subscribe = 1;
    public const int SubscriptionTopic = 2;

    public const int Have = 1;
    public const int Want = 2;
    public const int Graft = 3;
    public const int Prune = 4;
    public const int DontWant = 5;

    public const int ControlTopic = 1;
    public const int HaveId = 2;
    public const int WantId = 1;
    public const int PrunePeer = 2;
    public const int PruneBackoff = 3;
    public const int InfoPeer = 1;
    public const int InfoRecord = 2;
}
