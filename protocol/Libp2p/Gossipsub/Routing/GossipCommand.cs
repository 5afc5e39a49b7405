using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub.Routing;

/// <summary>What a router wants done.</summary>
internal abstract record GossipCommand
{
    private GossipCommand()
    {
    }

    /// <summary>Something waits for a peer whose queue was empty; take it with <see cref="GossipRouter.TryTakeOutput"/>.</summary>
    public sealed record Send(PeerId Peer) : GossipCommand;

    /// <summary>
    /// Look at a message: first at the signature, if asked to, with <see cref="GossipRouter.Authenticate"/> as the answer, then at the content, with
    /// <see cref="GossipRouter.Complete"/>.
    /// </summary>
    public sealed record Validate(long Token, GossipMessage Message, PeerId Sender, bool CheckSignature) : GossipCommand;

    /// <summary>Hand a message to the application.</summary>
    public sealed record Deliver(MessageId Id, GossipMessage Message, PeerId Sender) : GossipCommand;

    /// <summary>Connect to a peer: a direct one, whose record is empty, or one from a PRUNE, whose record is still to be verified.</summary>
    public sealed record Connect(PeerId Peer, ReadOnlyMemory<byte> SignedRecord) : GossipCommand;

    /// <summary>Give up the stream to a peer that takes nothing.</summary>
    public sealed record Close(PeerId Peer) : GossipCommand;
}
