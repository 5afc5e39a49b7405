using P2PProver.Crypto.Files;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Wallets;

/// <summary>Where the files of a wallet are: below the data directory, in a folder of the wallet's name.</summary>
public sealed class WalletFolder
{
    private const int NameCharsMax = 64;

    private WalletFolder(string path)
    {
        Path = path;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The encrypted seed: all that must be kept safe, and all that restores the wallet.</summary>
    public string SeedPath => In("seed.json");

    /// <summary>The public part.</summary>
    public string DocumentPath => In("wallet.json");

    /// <summary>The folder of a wallet.</summary>
    /// <exception cref="CodedException">The name has other characters than letters, digits, '-' and '_', or too many.</exception>
    public static WalletFolder Of(string dataDirectory, string name)
    {
        bool isName = name.Length is > 0 and <= NameCharsMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return isName
            ? new WalletFolder(System.IO.Path.Combine(dataDirectory, "wallets", name))
            : throw new CodedException(ErrorCatalogue.BadArgument, $"'{name}' is not a wallet name: up to {NameCharsMax} letters, digits, '-' and '_'");
    }

    /// <summary>The counter of used slots of the key of a window.</summary>
    public string SlotsPath(int window) => In($"window-{window}.slots");

    /// <summary>The leaves of the key of a window: public, and slow to compute again.</summary>
    public string LeavesPath(int window) => In($"window-{window}.leaves");

    /// <summary>Writes a file of the wallet so that a crash leaves the old one or the new one.</summary>
    /// <exception cref="CodedException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            AtomicFile.Write(path, content, replace: true, static _ => true, static _ => { });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ErrorCatalogue.WalletUnwritable, $"{path} cannot be written: {exception.Message}", exception);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
