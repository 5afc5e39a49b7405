using P2PProver.Crypto.Keystores;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Wallets;

/// <summary>The encrypted seed of a wallet.</summary>
public static class WalletSeedFile
{
    /// <summary>Reads a password: the first line of a file.</summary>
    /// <exception cref="CodedException">The file cannot be read, or has no password.</exception>
    public static Password ReadPassword(string path)
    {
        const long BytesMax = 8192;
        byte[] content = Batches.InputFile.Read(path, BytesMax);
        ReadOnlySpan<byte> line = content.AsSpan(0, content.AsSpan().IndexOf((byte)'\n') is int end and >= 0 ? end : content.Length).TrimEnd((byte)'\r');
        bool isRead = Password.TryCreate(line, out Password? password);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(content);
        return isRead ? password! : throw new CodedException(ErrorCatalogue.WalletLocked, $"{path} holds no password in its first line");
    }

    /// <summary>Writes a new seed file.</summary>
    /// <exception cref="CodedException">It cannot be written.</exception>
    public static void Write(string path, WalletSeed seed, Password password, KdfProfile profile)
    {
        using StoredKey key = StoredKey.Of(seed);
        KeystoreResult result = KeystoreFile.Write(path, key, password, profile);
        if (!result.IsSuccess)
        {
            throw new CodedException(ErrorCatalogue.WalletUnwritable, $"{path} cannot be written: {result}");
        }
    }

    /// <summary>Opens a seed file.</summary>
    /// <exception cref="CodedException">It cannot be opened with the password, or holds another kind of key.</exception>
    public static WalletSeed Read(string path, Password password)
    {
        KeystoreResult result = KeystoreFile.Read(path, password, out StoredKey? key);
        using (key)
        {
            return key is null
                ? throw new CodedException(ErrorCatalogue.WalletLocked, $"{path} cannot be opened: {result}")
                : key.Purpose == KeyPurpose.Wallet
                    ? key.ToWalletSeed()
                    : throw new CodedException(ErrorCatalogue.WalletLocked, $"{path} holds a key for another purpose: {key.Purpose}");
        }
    }
}
