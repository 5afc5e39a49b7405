namespace P2PProver.Crypto.Keystores;

/// <summary>What a stored key is for. One key serves one purpose.</summary>
public enum KeyPurpose
{
    /// <summary>A secp256k1 key that signs Ethereum transactions and holds stake.</summary>
    Account,

    /// <summary>An Ed25519 key that identifies a node and signs gossip.</summary>
    Peer,

    /// <summary>The seed of a wallet of the rollup.</summary>
    Wallet,
}
