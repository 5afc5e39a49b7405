using System.Text.Json;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Wallets;

/// <summary>The public part of a wallet: schema <c>p2pprover.wallet/1</c>. It is written last, so that it stands for a whole wallet.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Keys">The keys, each of a later window than the one before; the last one signs.</param>
public sealed record WalletDocument(string Schema, IReadOnlyList<WalletKeyEntry> Keys)
{
    /// <summary>The only schema.</summary>
    public const string SchemaName = "p2pprover.wallet/1";

    private const long FileBytesMax = 1 << 20;

    /// <summary>Reads the document of a wallet.</summary>
    /// <exception cref="CodedException">There is none, or it is malformed.</exception>
    public static WalletDocument Read(WalletFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!File.Exists(folder.DocumentPath))
        {
            throw new CodedException(ErrorCatalogue.WalletMissing, $"there is no wallet at {folder.Path}");
        }

        try
        {
            byte[] content = Batches.InputFile.Read(folder.DocumentPath, FileBytesMax);
            WalletDocument? document = JsonSerializer.Deserialize<WalletDocument>(content, JsonStyle.Indented);
            return document is { Schema: SchemaName, Keys.Count: > 0 }
                ? document
                : throw new CodedException(ErrorCatalogue.WalletDamaged, $"{folder.DocumentPath} is not of the schema {SchemaName}");
        }
        catch (JsonException exception)
        {
            throw new CodedException(ErrorCatalogue.WalletDamaged, $"{folder.DocumentPath} is malformed: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the document so that a crash leaves the old one or the new one.</summary>
    /// <exception cref="CodedException">It cannot be written.</exception>
    public void Write(WalletFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        WalletFolder.Write(folder.DocumentPath, JsonSerializer.SerializeToUtf8Bytes(this, JsonStyle.Indented));
    }

    /// <summary>The key of a window, or the newest one.</summary>
    /// <exception cref="CodedException">The wallet has no key of that window.</exception>
    public WalletKeyEntry Find(int? window) => window is null
        ? Keys[^1]
        : Keys.FirstOrDefault(key => key.Window == window)
            ?? throw new CodedException(ErrorCatalogue.BadArgument, $"the wallet has no key of window {window}");
}
