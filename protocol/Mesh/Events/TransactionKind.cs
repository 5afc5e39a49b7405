namespace P2PProver.Mesh;

/// <summary>The transactions that a mesh node asks for.</summary>
public enum TransactionKind
{
    /// <summary><see cref="SendClaims"/>.</summary>
    Claims = 0,

    /// <summary><see cref="SendSettlement"/>.</summary>
    Settlement = 1,

    /// <summary><see cref="SendExpiry"/>.</summary>
    Expiry = 2,
}
