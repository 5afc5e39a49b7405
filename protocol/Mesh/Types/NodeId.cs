namespace P2PProver.Mesh;

/// <summary>The 32 bytes of a node's Ed25519 peer key: its name on the wire and in the registry. Whether they are a sound key is the
/// verifier's question.</summary>
public readonly record struct NodeId(Hash32 Value) : IComparable<NodeId>
{
    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(NodeId other) => Value.CompareTo(other.Value);

    /// <summary>The first digits, for logs.</summary>
    public override string ToString() => Value.Short();
}
