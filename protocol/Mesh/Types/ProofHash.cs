namespace P2PProver.Mesh;

/// <summary>The Keccak-256 of a proof's bytes: the name under which they are pulled.</summary>
public readonly record struct ProofHash(Hash32 Value) : IComparable<ProofHash>
{
    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <(ProofHash left, ProofHash right) => left.CompareTo(right) < 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >(ProofHash left, ProofHash right) => left.CompareTo(right) > 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator <=(ProofHash left, ProofHash right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as <see cref="CompareTo"/> does.</summary>
    public static bool operator >=(ProofHash left, ProofHash right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(ProofHash other) => Value.CompareTo(other.Value);

    /// <summary>The first digits, for logs.</summary>
    public override string ToString() => Value.Short();
}
