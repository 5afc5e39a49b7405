using P2PProver.Crypto;
using P2PProver.Crypto.Keystores;
using P2PProver.Node.Cli;
using P2PProver.Node.Errors;
using P2PProver.Node.Keys;
using P2PProver.Node.Wallets;

namespace P2PProver.Node.Chain;

/// <summary>Opens the key of the account that sends.</summary>
internal static class AccountKeys
{
    /// <summary>The key that a command line names; the caller disposes of it.</summary>
    /// <exception cref="CodedException">No key or no password is named, or the file cannot be opened.</exception>
    public static Secp256k1PrivateKey Open(Invocation invocation, ChainOptions options)
    {
        string path = options.Account(invocation) ?? throw new CodedException(ErrorCatalogue.BadArgument, "--account is missing: the key file of the account that sends");
        using Password password = ReadPassword(invocation, options);
        KeystoreResult result = KeystoreFile.Read(path, password, out StoredKey? key);
        using (key)
        {
            return key is null ? throw new CodedException(KeystoreFailures.Of(result, path)!)
                : key.Purpose == KeyPurpose.Account ? key.ToAccountKey()
                : throw new CodedException(ErrorCatalogue.KeystoreUnsupported, $"{path} holds a key for another purpose: {key.Purpose}");
        }
    }

    /// <summary>The address of the account that a command line names, without its password; null if none is named.</summary>
    /// <exception cref="CodedException">The file cannot be read.</exception>
    public static Address? AddressOf(Invocation invocation, ChainOptions options)
    {
        if (options.Account(invocation) is not { } path)
        {
            return null;
        }

        KeystoreResult result = KeystoreFile.Inspect(path, out KeystoreHeader? header);
        return header is not null && Address.TryParse(header.Name, out Address address) ? address
            : header is null ? throw new CodedException(KeystoreFailures.Of(result, path)!)
            : throw new CodedException(ErrorCatalogue.KeystoreUnsupported, $"{path} does not name its account");
    }

    private static Password ReadPassword(Invocation invocation, ChainOptions options)
    {
        (string? file, string? variable) = (options.PasswordFile(invocation), options.PasswordEnv(invocation));
        if (file is null == variable is null)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, "name the password by one of --password-file and --password-env");
        }

        if (file is not null)
        {
            return WalletSeedFile.ReadPassword(file);
        }

        return Password.TryCreate(invocation.Environment.Variable(variable!), out Password? password)
            ? password
            : throw new CodedException(ErrorCatalogue.KeystorePasswordWrong, $"the variable {variable} holds no password");
    }
}
