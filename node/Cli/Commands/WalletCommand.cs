using System.CommandLine;
using P2PProver.Crypto.Keystores;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;
using P2PProver.Node.Wallets;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover wallet new | address | transfer | withdraw | rotate | open | deposit | force-exit | escape | claim | balance</c></summary>
public sealed partial class WalletCommand : ICliCommand
{
    private const string NewSchema = "p2pprover.wallet.new/1";
    private const string AddressSchema = "p2pprover.wallet.address/1";

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Rollup;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("wallet", "Hold the keys of a rollup account and sign with them")
        {
            Details =
            [
                "A wallet's key signs with hash-based one-time signatures, one slot each. A slot used twice gives the key away, so the counter "
                    + "of used slots is on disk before any signature leaves. IMPORTANT: never copy a wallet's folder to sign in two places; "
                    + "keep only seed.json as a backup, and restore it with 'wallet new NAME --restore'.",
            ],
            Examples =
            [
                new Example("p2pprover wallet new alice --password-file pw", "Make a wallet"),
                new Example("p2pprover wallet transfer alice --password-file pw --account 3 --to 9 --amount 1000 --out op.bin", "Sign a transfer"),
            ],
        };
        noun.Add(BuildNew());
        noun.Add(BuildAddress());
        noun.Add(BuildTransfer());
        noun.Add(BuildWithdraw());
        noun.Add(BuildRotate());
        foreach (Verb verb in BuildChainVerbs())
        {
            noun.Add(verb);
        }

        return noun;
    }

    private static Verb BuildNew()
    {
        Argument<string> name = NameArgument();
        Option<string> password = PasswordOption();
        Option<int> slots = SlotsOption();
        Option<bool> light = new("--light-kdf") { Description = "Encrypt the seed with little work, for test networks", Arity = ArgumentArity.Zero };
        Option<string?> restore = new("--restore") { Description = "Take the seed from this file instead of making a new one", HelpName = "SEED" };
        Option<uint?> lastSlot = new("--last-slot") { Description = "With --restore: the account's last slot on chain", HelpName = "N" };
        Option<int> window = new("--window") { Description = "With --restore: the window of the account's key", HelpName = "N" };
        Verb verb = new("new", "Make a wallet, or restore one from its seed")
        {
            Details =
            [
                "Making a key for all 65,536 slots of a window takes seconds; a smaller one is made faster and lasts for fewer signatures.",
                "A restored wallet skips at least 1,024 slots beyond the account's last one: signatures may exist that neither the chain nor "
                    + "the backup knows of. The number of slots and the window must be those of the old key, or it is another key.",
            ],
            Examples =
            [
                new Example("p2pprover wallet new alice --password-file pw", "Make a wallet"),
                new Example("p2pprover wallet new alice --password-file pw --restore seed.json --last-slot 17", "Restore one from a backup"),
            ],
            JsonSchema = NewSchema,
            Body = (invocation, _) => Task.FromResult(Create(
                invocation,
                invocation.Arguments.GetValue(name)!,
                invocation.ResolvePath(invocation.Arguments.GetValue(password)!),
                invocation.Arguments.GetValue(light) ? KdfProfile.Light : KdfProfile.Standard,
                new Choices(
                    invocation.Arguments.GetValue(slots),
                    invocation.Arguments.GetValue(restore),
                    invocation.Arguments.GetValue(lastSlot),
                    invocation.Arguments.GetValue(window)))),
        };
        foreach (Option option in (Option[])[password, slots, light, restore, lastSlot, window])
        {
            verb.Add(option);
        }

        verb.Add(name);
        return verb;
    }

    private static Verb BuildAddress()
    {
        Argument<string> name = NameArgument();
        Verb verb = new("address", "Show the public key of a wallet and how many signatures are left")
        {
            Details = ["Needs no password. The public key is what 'openAccount' of the contract takes."],
            Examples = [new Example("p2pprover wallet address alice --json | jq -r .publicKey", "Just the public key")],
            JsonSchema = AddressSchema,
            Body = (invocation, _) => Task.FromResult(ShowAddress(invocation, invocation.Arguments.GetValue(name)!)),
        };
        verb.Add(name);
        return verb;
    }

    private static ExitCode Create(Invocation invocation, string name, string passwordFile, KdfProfile profile, Choices choices)
    {
        if (choices.Restore is null != choices.LastSlot is null)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, "--restore and --last-slot go together");
        }

        if (choices.Slots is < 1 or > Xmss.LeafCount || choices.Window is < 0 or >= Xmss.WindowCount || choices.LastSlot >= Slot.Limit)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, "--slots, --window or --last-slot is out of range");
        }

        WalletFolder folder = FolderOf(invocation, name);
        if (Directory.Exists(folder.Path))
        {
            throw new CodedException(ErrorCatalogue.WalletExists, $"{folder.Path} exists already");
        }

        using Password password = WalletSeedFile.ReadPassword(passwordFile);
        using WalletSeed seed = choices.Restore is string backup
            ? WalletSeedFile.Read(invocation.ResolvePath(backup), password)
            : WalletSeed.Generate();
        WalletSeedFile.Write(folder.SeedPath, seed, password, profile);
        Slot? beyond = choices.LastSlot is uint last ? new Slot(last) : null;
        WalletDocument document = WalletSession.Create(
            folder, seed, choices.Restore is null ? 0 : choices.Window, choices.Slots, beyond, invocation.Shell, invocation.Threads);
        if (beyond is not null)
        {
            invocation.Shell.Warn(
                $"restored: at least {SlotLedger.RestoreSkip} slots are skipped, since signatures may exist that neither chain nor backup knows of");
        }

        RollupOptions.Write(invocation.Shell, NewSchema, ReportOf(name, folder, document.Keys[^1]));
        return ExitCode.Ok;
    }

    private static ExitCode ShowAddress(Invocation invocation, string name)
    {
        WalletFolder folder = FolderOf(invocation, name);
        RollupOptions.Write(invocation.Shell, AddressSchema, ReportOf(name, folder, WalletDocument.Read(folder).Keys[^1]));
        return ExitCode.Ok;
    }

    private static WalletReport ReportOf(string name, WalletFolder folder, WalletKeyEntry entry)
    {
        ReadOnlySlots slots = new(folder.SlotsPath(entry.Window));
        bool isKey = PublicKey.TryParse(entry.PublicKey, out PublicKey key);
        SlotOutcome outcome = isKey ? new SlotLedger(slots).TryRead(key, out uint next) : Lost(out next);
        if (outcome != SlotOutcome.Success)
        {
            throw new CodedException(ErrorCatalogue.SlotCounterLost, $"the counter of slots cannot be used: {outcome}");
        }

        uint end = entry.FirstSlot + (uint)entry.SlotCount;
        uint first = uint.Max(next, 1);
        return new WalletReport(name, entry.PublicKey, entry.Window, first, end > first ? end - first : 0, folder.SeedPath);
    }

    private static SlotOutcome Lost(out uint next)
    {
        next = 0;
        return SlotOutcome.CounterOfAnotherKey;
    }

    private static WalletFolder FolderOf(Invocation invocation, string name) =>
        WalletFolder.Of(invocation.Settings.Get(KnownSettings.DataDir), name);

    private static Argument<string> NameArgument() => new("name") { Description = "The wallet's name" };

    private static Option<string> PasswordOption() =>
        new("--password-file") { Description = "The file whose first line is the password of the seed", HelpName = "FILE", Required = true };

    private static Option<int> SlotsOption() =>
        new("--slots") { Description = "How many signatures the key is made for", HelpName = "N", DefaultValueFactory = _ => Xmss.LeafCount };

    private sealed record Choices(int Slots, string? Restore, uint? LastSlot, int Window);

    /// <summary>Looks at a counter without holding it.</summary>
    private sealed class ReadOnlySlots(string path) : ISlotFile
    {
        public byte[]? Read() => File.Exists(path) ? Batches.InputFile.Read(path, SlotLedger.Bytes) : null;

        public void Replace(ReadOnlySpan<byte> content) => throw new InvalidOperationException("This counter is only looked at.");
    }
}
