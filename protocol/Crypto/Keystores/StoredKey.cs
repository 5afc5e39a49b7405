using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace P2PProver.Crypto.Keystores;

/// <summary>A key on its way into or out of a container: its purpose, its 32 secret bytes, and the public name that they give.</summary>
public sealed class StoredKey : IDisposable
{
    /// <summary>The length of every stored secret.</summary>
    public const int Bytes = 32;

    private const int FingerprintBytes = 16;

    private readonly SecretBytes _secret;
    private readonly byte[] _identity;

    private StoredKey(KeyPurpose purpose, ReadOnlySpan<byte> secret, byte[] identity)
    {
        Purpose = purpose;
        _secret = new SecretBytes(secret);
        _identity = identity;
    }

    /// <summary>What the key is for.</summary>
    public KeyPurpose Purpose { get; }

    /// <summary>
    /// The public name of the key: an account's address (20 bytes), a peer's Ed25519 public key (32), a wallet seed's fingerprint (16).
    /// </summary>
    public ReadOnlySpan<byte> Identity => _identity;

    /// <summary>The container's form of an account key.</summary>
    public static StoredKey Of(Secp256k1PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Create(KeyPurpose.Account, key.ExportSecret);
    }

    /// <summary>The container's form of a peer key.</summary>
    public static StoredKey Of(Ed25519PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Create(KeyPurpose.Peer, key.ExportSeed);
    }

    /// <summary>The container's form of a wallet seed.</summary>
    public static StoredKey Of(WalletSeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return Create(KeyPurpose.Wallet, seed.Export);
    }

    /// <summary>The account key; the caller disposes of it.</summary>
    /// <exception cref="InvalidOperationException">The key has another purpose.</exception>
    public Secp256k1PrivateKey ToAccountKey() => Restore<Secp256k1PrivateKey>(KeyPurpose.Account, Secp256k1PrivateKey.TryRead);

    /// <summary>The peer key; the caller disposes of it.</summary>
    /// <exception cref="InvalidOperationException">The key has another purpose.</exception>
    public Ed25519PrivateKey ToPeerKey() => Restore<Ed25519PrivateKey>(KeyPurpose.Peer, Ed25519PrivateKey.TryRead);

    /// <summary>The wallet seed; the caller disposes of it.</summary>
    /// <exception cref="InvalidOperationException">The key has another purpose.</exception>
    public WalletSeed ToWalletSeed() => Restore<WalletSeed>(KeyPurpose.Wallet, WalletSeed.TryRead);

    /// <inheritdoc/>
    public void Dispose() => _secret.Dispose();

    /// <summary>Purpose and public name; never the secret.</summary>
    public override string ToString() => $"{Purpose} key {NameOf(Purpose, _identity)}";

    /// <summary>A public name as text: an account's with its checksum, others as hexadecimal digits.</summary>
    internal static string NameOf(KeyPurpose purpose, ReadOnlySpan<byte> identity) =>
        purpose == KeyPurpose.Account && Address.TryRead(identity, out Address address)
            ? address.ToString()
            : Convert.ToHexStringLower(identity);

    /// <summary>The length of the public name of a purpose.</summary>
    internal static int IdentityBytes(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Account => Address.Bytes,
        KeyPurpose.Peer => Ed25519PublicKey.Bytes,
        _ => FingerprintBytes,
    };

    /// <summary>A key from decrypted bytes; false if they are none of that purpose.</summary>
    internal static bool TryCreate(KeyPurpose purpose, ReadOnlySpan<byte> secret, [NotNullWhen(true)] out StoredKey? key)
    {
        byte[]? identity = secret.Length == Bytes ? IdentityOf(purpose, secret) : null;
        key = identity is null ? null : new StoredKey(purpose, secret, identity);
        return key is not null;
    }

    /// <summary>Copies the secret into 32 bytes of the caller, who erases them.</summary>
    internal void CopySecret(Span<byte> secret) => _secret.CopyTo(secret);

    private static StoredKey Create(KeyPurpose purpose, SecretWriter export)
    {
        Span<byte> secret = stackalloc byte[Bytes];
        export(secret);
        bool created = TryCreate(purpose, secret, out StoredKey? key);
        CryptographicOperations.ZeroMemory(secret);
        return created ? key! : throw new InvalidOperationException("a key in use is not a key");
    }

    private static byte[]? IdentityOf(KeyPurpose purpose, ReadOnlySpan<byte> secret)
    {
        if (purpose == KeyPurpose.Account)
        {
            bool read = Secp256k1PrivateKey.TryRead(secret, out Secp256k1PrivateKey? account);
            using (account)
            {
                return read ? Address.Of(account!.PublicKey).Value.ToArray() : null;
            }
        }

        if (purpose == KeyPurpose.Peer)
        {
            bool read = Ed25519PrivateKey.TryRead(secret, out Ed25519PrivateKey? peer);
            using (peer)
            {
                return read ? peer!.PublicKey.Encoding.ToArray() : null;
            }
        }

        return Fingerprint(secret);
    }

    // The seed is 32 random bytes, so its hash tells nobody anything about it.
    private static byte[] Fingerprint(ReadOnlySpan<byte> seed)
    {
        ReadOnlySpan<byte> tag = "p2pprover wallet seed fingerprint"u8;
        Span<byte> input = stackalloc byte[tag.Length + Bytes];
        tag.CopyTo(input);
        seed.CopyTo(input[tag.Length..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        CryptographicOperations.ZeroMemory(input);
        return digest[..FingerprintBytes].ToArray();
    }

    private T Restore<T>(KeyPurpose purpose, SecretReader<T> read)
        where T : class
    {
        if (Purpose != purpose)
        {
            throw new InvalidOperationException($"a key for {Purpose} was taken for one for {purpose}");
        }

        Span<byte> secret = stackalloc byte[Bytes];
        _secret.CopyTo(secret);
        bool restored = read(secret, out T? key);
        CryptographicOperations.ZeroMemory(secret);
        return restored ? key! : throw new InvalidOperationException($"a stored {purpose} key is not one");
    }

    private delegate void SecretWriter(Span<byte> secret);

    private delegate bool SecretReader<T>(ReadOnlySpan<byte> secret, out T? key)
        where T : class;
}
