namespace P2PProver.Crypto.Keystores;

/// <summary>What a container tells without its password. Nothing of it is authenticated before the container is opened.</summary>
/// <param name="Purpose">What the key is for.</param>
/// <param name="Name">The key's public name as text, or null where a file of another tool has none.</param>
/// <param name="Kdf">The key derivation and its parameters, in words.</param>
public sealed record KeystoreHeader(KeyPurpose Purpose, string? Name, string Kdf);
