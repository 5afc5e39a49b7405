using System.CommandLine;
using P2PProver.Crypto.Keystores;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Node.Wallets;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <content>Verbs that sign.</content>
public sealed partial class WalletCommand
{
    private const string TransferSchema = "p2pprover.wallet.transfer/1";
    private const string WithdrawSchema = "p2pprover.wallet.withdraw/1";
    private const string RotateSchema = "p2pprover.wallet.rotate/1";

    private static Verb BuildTransfer()
    {
        SigningOptions options = new();
        Option<uint> to = new("--to") { Description = "The index of the account that is paid", HelpName = "INDEX", Required = true };
        Option<ulong> amount = AmountOption();
        Verb verb = new("transfer", "Sign a transfer to another account")
        {
            Details = [SigningNote],
            Examples = [new Example("p2pprover wallet transfer alice --password-file pw --account 3 --to 9 --amount 1000 --fee 2", "Pay 1000 gwei to account 9")],
            JsonSchema = TransferSchema,
            Body = (invocation, _) =>
            {
                AccountIndex receiver = RollupOptions.Index(invocation.Arguments.GetValue(to));
                Gwei gwei = new(invocation.Arguments.GetValue(amount));
                return Task.FromResult(Sign(
                    invocation, options, TransferSchema, (account, fee, slot) => Operation.Transfer(account, receiver, gwei, fee, slot)));
            },
        };
        verb.Add(to);
        verb.Add(amount);
        options.AddTo(verb);
        return verb;
    }

    private static Verb BuildWithdraw()
    {
        SigningOptions options = new();
        Option<ulong> amount = AmountOption();
        Verb verb = new("withdraw", "Sign a payment to the account's owner on chain")
        {
            Details = [SigningNote],
            Examples = [new Example("p2pprover wallet withdraw alice --password-file pw --account 3 --amount 1000", "Take 1000 gwei out")],
            JsonSchema = WithdrawSchema,
            Body = (invocation, _) =>
            {
                Gwei gwei = new(invocation.Arguments.GetValue(amount));
                return Task.FromResult(Sign(
                    invocation, options, WithdrawSchema, (account, fee, slot) => Operation.Withdraw(account, gwei, fee, slot)));
            },
        };
        verb.Add(amount);
        options.AddTo(verb);
        return verb;
    }

    private static Verb BuildRotate()
    {
        SigningOptions options = new();
        Option<int> slots = SlotsOption();
        Verb verb = new("rotate", "Make the key of the next window and sign the change to it")
        {
            Details =
            [
                SigningNote,
                "From then on the wallet signs with the new key, whose signatures hold once the rotation is executed. If it never is, sign "
                    + "with the old key by --window.",
            ],
            Examples = [new Example("p2pprover wallet rotate alice --password-file pw --account 3 --out rotate.bin", "Change to a fresh key")],
            JsonSchema = RotateSchema,
            Body = (invocation, _) => Task.FromResult(Rotate(invocation, options, invocation.Arguments.GetValue(slots))),
        };
        verb.Add(slots);
        options.AddTo(verb);
        return verb;
    }

    private const string SigningNote =
        "Signing is offline: the result is the operation with its signature, for a sequencer or for 'batch build'. Each call uses up one "
            + "slot for good, whether the operation is ever executed or not.";

    private static ExitCode Sign(Invocation invocation, SigningOptions options, string schema, Func<AccountIndex, Gwei, Slot, Operation> make)
    {
        Request request = options.Read(invocation);
        WalletFolder folder = FolderOf(invocation, request.Name);
        WalletKeyEntry entry = WalletDocument.Read(folder).Find(request.Window);
        using Password password = WalletSeedFile.ReadPassword(request.PasswordFile);
        using WalletSession session = WalletSession.Open(folder, entry, password, invocation.Shell, invocation.Threads);
        SignedOperation signed = session.Sign(request.Domain, request.LastSlot, slot => make(request.Account, request.Fee, slot));
        Release(invocation, request, schema, signed, session.PublicKey);
        return ExitCode.Ok;
    }

    private static ExitCode Rotate(Invocation invocation, SigningOptions options, int slotCount)
    {
        Request request = options.Read(invocation);
        WalletFolder folder = FolderOf(invocation, request.Name);
        WalletDocument document = WalletDocument.Read(folder);
        WalletKeyEntry entry = document.Find(request.Window);
        int window = document.Keys[^1].Window + 1;
        if (slotCount is < 1 or > Xmss.LeafCount)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, "--slots is out of range");
        }

        if (window >= Xmss.WindowCount)
        {
            throw new CodedException(ErrorCatalogue.SlotsExhausted, "the account has no later window");
        }

        using Password password = WalletSeedFile.ReadPassword(request.PasswordFile);
        using WalletSession session = WalletSession.Open(folder, entry, password, invocation.Shell, invocation.Threads);
        WalletKeyEntry next = session.Prepare(window, slotCount, invocation.Shell, invocation.Threads);
        PublicKey key = PublicKey.TryParse(next.PublicKey, out PublicKey read) ? read : throw new InvalidOperationException("A key reads back.");
        SignedOperation signed = session.Sign(
            request.Domain, request.LastSlot, slot => Operation.RotateKey(request.Account, request.Fee, slot, key));
        (document with { Keys = [.. document.Keys, next] }).Write(folder);
        Release(invocation, request, RotateSchema, signed, session.PublicKey);
        return ExitCode.Ok;
    }

    private static void Release(Invocation invocation, Request request, string schema, SignedOperation signed, PublicKey key)
    {
        byte[] content = OperationBytes.Write([signed]);
        if (request.Output is string file)
        {
            InputFile.Write(file, content);
        }

        bool isRotation = signed.Operation.Kind == OperationKind.RotateKey;
        RollupOptions.Write(invocation.Shell, schema, new WalletOperationReport(
            RollupOptions.NameOf(signed.Operation.Kind),
            signed.Operation.Account.Value,
            signed.Operation.Slot.Value,
            key.ToString(),
            isRotation ? signed.Operation.Key.ToString() : null,
            request.Domain.ToString(),
            request.Output,
            "0x" + Convert.ToHexStringLower(content)));
    }

    private static Option<ulong> AmountOption() => new("--amount") { Description = "The amount", HelpName = "GWEI", Required = true };

    private sealed record Request(
        string Name, string PasswordFile, AccountIndex Account, Gwei Fee, Slot LastSlot, int? Window, RollupDomain Domain, string? Output);

    /// <summary>What every verb that signs takes.</summary>
    private sealed class SigningOptions
    {
        private readonly Argument<string> _name = NameArgument();
        private readonly Option<string> _password = PasswordOption();
        private readonly Option<uint> _account = new("--account") { Description = "The index of the wallet's account", HelpName = "INDEX", Required = true };
        private readonly Option<ulong> _fee = new("--fee") { Description = "The fee for the sequencer", HelpName = "GWEI" };
        private readonly Option<uint> _lastSlot = new("--last-slot") { Description = "The account's last slot on chain, where it may be ahead of the wallet", HelpName = "N" };
        private readonly Option<int?> _window = new("--window") { Description = "Sign with the key of this window instead of the newest", HelpName = "N" };
        private readonly Option<string?> _domain = RollupOptions.Domain();
        private readonly Option<string?> _output = new("--out") { Description = "Write the operation to this file, too", HelpName = "FILE" };

        public void AddTo(Verb verb)
        {
            verb.Add(_name);
            foreach (Option option in (Option[])[_account, _password, _fee, _lastSlot, _window, _domain, _output])
            {
                verb.Add(option);
            }
        }

        public Request Read(Invocation invocation)
        {
            uint last = invocation.Arguments.GetValue(_lastSlot);
            return new Request(
                invocation.Arguments.GetValue(_name)!,
                invocation.ResolvePath(invocation.Arguments.GetValue(_password)!),
                RollupOptions.Index(invocation.Arguments.GetValue(_account)),
                RollupOptions.Fee(invocation.Arguments.GetValue(_fee)),
                last < Slot.Limit ? new Slot(last) : throw new CodedException(ErrorCatalogue.BadArgument, $"{last} is not a slot"),
                invocation.Arguments.GetValue(_window),
                RollupDefaults.ParseDomain(invocation.Arguments.GetValue(_domain)),
                invocation.Arguments.GetValue(_output) is string path ? invocation.ResolvePath(path) : null);
        }
    }
}
