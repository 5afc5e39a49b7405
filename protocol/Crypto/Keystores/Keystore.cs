using System.Buffers.Binary;
using System.Security.Cryptography;
using P2PProver.Hashing;

namespace P2PProver.Crypto.Keystores;

/// <summary>
/// Puts a key into a password-protected container and takes it out again: Web3 Secret Storage version 3 (scrypt, AES-128-CTR, Keccak-256
/// tag). Account keys can be exchanged with every Ethereum tool; peer keys and wallet seeds use the same format with their purpose under
/// its tag.
/// </summary>
public static class Keystore
{
    private const int CipherKeyBytes = 16;
    private const int SaltBytes = 32;

    /// <summary>The bytes of a new container.</summary>
    public static byte[] Seal(StoredKey key, Password password, KdfProfile profile) =>
        Seal(key, password, profile == KdfProfile.Light ? ScryptParameters.Light : ScryptParameters.Standard);

    /// <summary>
    /// Opens a container. The public name in it must be the one that the secret gives, so a file whose purpose or address was changed does
    /// not open.
    /// </summary>
    /// <param name="container">Untrusted bytes.</param>
    /// <param name="password">The password it was sealed with.</param>
    /// <param name="key">The key, which the caller disposes of; null unless the result is a success.</param>
    public static KeystoreResult Open(ReadOnlySpan<byte> container, Password password, out StoredKey? key)
    {
        ArgumentNullException.ThrowIfNull(password);
        key = null;
        KeystoreResult result = KeystoreDocument.TryRead(container, out KeystoreDocument? document);
        if (!result.IsSuccess)
        {
            return result;
        }

        Span<byte> derived = stackalloc byte[KeyDerivation.KeyBytes];
        Span<byte> secret = stackalloc byte[StoredKey.Bytes];
        try
        {
            Derive(document!.Kdf, password, derived);
            Span<byte> mac = stackalloc byte[KeystoreDocument.MacBytes];
            Authenticate(derived, document.CipherText, document.Purpose, mac);
            if (!CryptographicOperations.FixedTimeEquals(mac, document.Mac))
            {
                string doubt = document.Checksum is null ? "or the file is damaged: it has no checksum" : string.Empty;
                return new KeystoreResult(KeystoreOutcome.WrongPassword, doubt);
            }

            ApplyKeystream(derived[..CipherKeyBytes], document.Iv, document.CipherText, secret);
            if (!StoredKey.TryCreate(document.Purpose, secret, out StoredKey? opened))
            {
                return new KeystoreResult(KeystoreOutcome.Damaged, $"the secret is no {document.Purpose} key");
            }

            if (document.Identity is not null && !opened.Identity.SequenceEqual(document.Identity))
            {
                opened.Dispose();
                return new KeystoreResult(KeystoreOutcome.Damaged, "the secret belongs to another key than the one named");
            }

            key = opened;
            return KeystoreResult.Success;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>What a container tells without its password.</summary>
    public static KeystoreResult Inspect(ReadOnlySpan<byte> container, out KeystoreHeader? header)
    {
        KeystoreResult result = KeystoreDocument.TryRead(container, out KeystoreDocument? document);
        header = document is null
            ? null
            : new KeystoreHeader(
                document.Purpose,
                document.Identity is null ? null : StoredKey.NameOf(document.Purpose, document.Identity),
                document.Kdf.Description);
        return result;
    }

    /// <summary>The bytes of a new container with parameters of the caller's, for tests that open thousands.</summary>
    internal static byte[] Seal(StoredKey key, Password password, ScryptParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(password);
        ScryptDerivation kdf = new(parameters, RandomNumberGenerator.GetBytes(SaltBytes));
        byte[] iv = RandomNumberGenerator.GetBytes(KeystoreDocument.IvBytes);
        byte[] cipherText = new byte[StoredKey.Bytes];
        byte[] mac = new byte[KeystoreDocument.MacBytes];
        Span<byte> derived = stackalloc byte[KeyDerivation.KeyBytes];
        Span<byte> secret = stackalloc byte[StoredKey.Bytes];
        try
        {
            Derive(kdf, password, derived);
            key.CopySecret(secret);
            ApplyKeystream(derived[..CipherKeyBytes], iv, secret, cipherText);
            Authenticate(derived, cipherText, key.Purpose, mac);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }

        KeystoreDocument document = new()
        {
            Purpose = key.Purpose,
            Identity = key.Identity.ToArray(),
            Kdf = kdf,
            Iv = iv,
            CipherText = cipherText,
            Mac = mac,
        };
        return document.Write();
    }

    private static void Derive(KeyDerivation kdf, Password password, Span<byte> derived)
    {
        Span<byte> utf8 = stackalloc byte[Password.Utf8BytesMax];
        utf8 = utf8[..password.Length];
        try
        {
            password.CopyTo(utf8);
            kdf.Derive(utf8, derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }

    // The tag of the format: Keccak-256 of the second half of the derived key, then the ciphertext. Keys that are no accounts add their
    // purpose, so that a container of theirs whose purpose was cut off does not open as an account, here or in another tool.
    private static void Authenticate(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> cipherText, KeyPurpose purpose, Span<byte> mac)
    {
        ReadOnlySpan<byte> label = purpose switch
        {
            KeyPurpose.Account => default,
            KeyPurpose.Peer => "p2pprover peer"u8,
            _ => "p2pprover wallet"u8,
        };
        ReadOnlySpan<byte> macKey = derived[CipherKeyBytes..];
        Span<byte> input = stackalloc byte[macKey.Length + StoredKey.Bytes + label.Length];
        macKey.CopyTo(input);
        cipherText.CopyTo(input[macKey.Length..]);
        label.CopyTo(input[(macKey.Length + StoredKey.Bytes)..]);
        Keccak256.Hash(input, mac);
        CryptographicOperations.ZeroMemory(input);
    }

    // AES-128 in counter mode on two blocks, which .NET does not offer: the counter blocks are encrypted one by one and added to the text.
    private static void ApplyKeystream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[StoredKey.Bytes];
        UInt128 counter = BinaryPrimitives.ReadUInt128BigEndian(iv);
        for (int start = 0; start < stream.Length; start += KeystoreDocument.IvBytes)
        {
            BinaryPrimitives.WriteUInt128BigEndian(stream[start..], counter);
            counter = unchecked(counter + 1);
        }

        using Aes aes = Aes.Create();
        aes.SetKey(key);
        aes.EncryptEcb(stream, stream, PaddingMode.None);
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = (byte)(input[i] ^ stream[i]);
        }

        CryptographicOperations.ZeroMemory(stream);
    }
}
