using P2PProver.Libp2p.Persistence;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Network;

/// <summary>What an operator is told about the file of known peers. None of it stops a node: it can find its peers anew.</summary>
public static class PeerStoreFailures
{
    /// <summary>The catalogue entry of an outcome; null where there is nothing to tell.</summary>
    public static ErrorDefinition? DefinitionOf(PeerStoreOutcome outcome) => outcome switch
    {
        PeerStoreOutcome.Success or PeerStoreOutcome.Missing => null,
        PeerStoreOutcome.Damaged or PeerStoreOutcome.UnknownVersion or PeerStoreOutcome.TooLarge => ErrorCatalogue.PeersSetAside,
        PeerStoreOutcome.AccessDenied or PeerStoreOutcome.IoFailed => ErrorCatalogue.PeersInaccessible,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "no such outcome"),
    };
}
