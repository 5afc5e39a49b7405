namespace P2PProver.Libp2p.Identities;

/// <summary>The kinds of peer keys, numbered as on the wire.</summary>
public enum KeyType
{
    /// <summary>RSA of 2048 to 8192 bits, SHA-256, PKCS #1 v1.5; only verified here.</summary>
    Rsa = 0,

    /// <summary>Ed25519, what our own nodes use.</summary>
    Ed25519 = 1,

    /// <summary>ECDSA on secp256k1 over SHA-256.</summary>
    Secp256k1 = 2,

    /// <summary>ECDSA on P-256 over SHA-256; only verified here.</summary>
    Ecdsa = 3,
}
