using System.Runtime.InteropServices;
using P2PProver.Crypto.Keystores;
using P2PProver.Node.Cli;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Wallets;

/// <summary>A wallet opened for signing: its seed, one of its keys, and the key's counter, held against other processes.</summary>
public sealed class WalletSession : IDisposable
{
    private readonly WalletFolder _folder;
    private readonly WalletSeed _seed;
    private readonly XmssKey _key;
    private readonly SlotFile _slots;

    private WalletSession(WalletFolder folder, WalletSeed seed, XmssKey key, SlotFile slots)
    {
        _folder = folder;
        _seed = seed;
        _key = key;
        _slots = slots;
    }

    /// <summary>The key that signs.</summary>
    public PublicKey PublicKey => _key.PublicKey;

    /// <summary>Makes a wallet with one key; the counter begins at its first slot, or beyond all that a restored seed may have signed.</summary>
    /// <param name="folder">Where; there is no wallet yet.</param>
    /// <param name="seed">The seed, whose file is written already.</param>
    /// <param name="window">The window of the key.</param>
    /// <param name="slotCount">How many slots to make it for.</param>
    /// <param name="restoredBeyond">The account's last slot when an old seed is restored; null for a new one.</param>
    /// <param name="shell">Told of what takes long.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>The wallet's public part, written.</returns>
    public static WalletDocument Create(
        WalletFolder folder, WalletSeed seed, int window, int slotCount, Slot? restoredBeyond, Shell shell, int threads)
    {
        using XmssKey key = Generate(folder, seed, window, slotCount, shell, threads);
        using SlotFile slots = OpenSlots(folder, window);
        SlotLedger ledger = new(slots);
        if (restoredBeyond is Slot last)
        {
            Check(Guarded(() => ledger.Restore(key, last, out _)));
        }
        else
        {
            Check(Guarded(() => ledger.Create(key)));
        }

        WalletDocument document = new(WalletDocument.SchemaName, [EntryOf(key)]);
        document.Write(folder);
        return document;
    }

    /// <summary>Opens a wallet for signing.</summary>
    /// <exception cref="CodedException">It is missing, damaged, locked or in use.</exception>
    public static WalletSession Open(WalletFolder folder, WalletKeyEntry entry, Password password, Shell shell, int threads)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(entry);
        SlotFile slots = OpenSlots(folder, entry.Window);
        WalletSeed? seed = null;
        try
        {
            seed = WalletSeedFile.Read(folder.SeedPath, password);
            return new WalletSession(folder, seed, OpenKey(folder, entry, seed, shell, threads), slots);
        }
        catch
        {
            seed?.Dispose();
            slots.Dispose();
            throw;
        }
    }

    /// <summary>Signs an operation with the next slot, which is persisted as used before the signature is made.</summary>
    /// <exception cref="CodedException">There is no slot, or the counter is lost or cannot be written; nothing was signed.</exception>
    public SignedOperation Sign(RollupDomain domain, Slot lastSlotOnChain, Func<Slot, Operation> operation)
    {
        SignedOperation? signed = null;
        WalletSigner signer = new(_key, new SlotLedger(_slots), domain);
        Check(Guarded(() => signer.Sign(lastSlotOnChain, operation, out signed)));
        return signed!;
    }

    /// <summary>Makes the key of a later window; it signs once it is in the wallet's document.</summary>
    public WalletKeyEntry Prepare(int window, int slotCount, Shell shell, int threads)
    {
        using XmssKey key = Generate(_folder, _seed, window, slotCount, shell, threads);
        using SlotFile slots = OpenSlots(_folder, window);

        // A counter that is there already is that of a rotation which was cut off; the key of a window is always the same.
        SlotOutcome outcome = Guarded(() => new SlotLedger(slots).Create(key));
        Check(outcome == SlotOutcome.CounterExists ? SlotOutcome.Success : outcome);
        return EntryOf(key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        _seed.Dispose();
        _slots.Dispose();
    }

    private static WalletKeyEntry EntryOf(XmssKey key) => new(key.FirstSlot.Window, key.FirstSlot.Value, key.SlotCount, key.PublicKey.ToString());

    private static XmssKey Generate(WalletFolder folder, WalletSeed seed, int window, int slotCount, Shell shell, int threads)
    {
        shell.Note($"making the key of window {window} for {slotCount} slots");
        XmssKey key = XmssKey.Generate(XmssSecret.Derive(seed, 0, window), new Slot((uint)window << Xmss.TreeHeight), slotCount, threads);
        WalletFolder.Write(folder.LeavesPath(window), MemoryMarshal.AsBytes(key.Leaves));
        return key;
    }

    /// <summary>Opens the key from its leaves, or makes it again where they are lost or wrong.</summary>
    private static XmssKey OpenKey(WalletFolder folder, WalletKeyEntry entry, WalletSeed seed, Shell shell, int threads)
    {
        if (entry.FirstSlot >= Slot.Limit || entry.SlotCount is < 1 or > Xmss.LeafCount || new Slot(entry.FirstSlot).Window != entry.Window)
        {
            throw new CodedException(ErrorCatalogue.WalletDamaged, $"{folder.DocumentPath} names slots that no key has");
        }

        Slot first = new(entry.FirstSlot);
        Digest4[]? leaves = ReadLeaves(folder.LeavesPath(entry.Window), entry.SlotCount);
        XmssKey? kept = leaves is null ? null : XmssKey.FromLeaves(XmssSecret.Derive(seed, 0, entry.Window), first, leaves);
        if (kept is not null && kept.PublicKey.ToString() == entry.PublicKey)
        {
            return kept;
        }

        kept?.Dispose();
        XmssKey key = Generate(folder, seed, entry.Window, entry.SlotCount, shell, threads);
        if (key.PublicKey.ToString() == entry.PublicKey)
        {
            return key;
        }

        key.Dispose();
        throw new CodedException(ErrorCatalogue.WalletDamaged, $"{folder.DocumentPath} names a public key that the seed does not give");
    }

    private static Digest4[]? ReadLeaves(string path, int count)
    {
        int bytes = count * Digest4.WordCount * sizeof(uint);
        if (!File.Exists(path) || new FileInfo(path).Length != bytes)
        {
            return null;
        }

        Digest4[] leaves = new Digest4[count];
        Batches.InputFile.Read(path, bytes).CopyTo(MemoryMarshal.AsBytes(leaves.AsSpan()));
        return leaves.All(Digest4.IsValid) ? leaves : null;
    }

    private static SlotFile OpenSlots(WalletFolder folder, int window)
    {
        try
        {
            return SlotFile.Open(folder.SlotsPath(window));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ErrorCatalogue.WalletInUse, $"{folder.SlotsPath(window)} cannot be held: {exception.Message}", exception);
        }
    }

    private static SlotOutcome Guarded(Func<SlotOutcome> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ErrorCatalogue.WalletUnwritable, $"the counter of slots cannot be written: {exception.Message}", exception);
        }
    }

    private static void Check(SlotOutcome outcome)
    {
        if (outcome == SlotOutcome.Exhausted)
        {
            throw new CodedException(ErrorCatalogue.SlotsExhausted, "the key has no slot left above its counter and the chain's last slot");
        }

        if (outcome != SlotOutcome.Success)
        {
            throw new CodedException(ErrorCatalogue.SlotCounterLost, $"the counter of slots cannot be used: {outcome}");
        }
    }
}
