using System.CommandLine;
using System.Text;
using P2PProver.Crypto.Keystores;
using P2PProver.Fields;
using P2PProver.Node.Batches;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover rollup import | generate</c></summary>
public sealed class RollupCommand : ICliCommand
{
    private const string ImportSchema = "p2pprover.rollup.import/1";
    private const string GenerateSchema = "p2pprover.rollup.generate/1";
    private const string AccountsName = "accounts.txt";
    private const string OperatorLabel = "operator";
    private const long BlockBytesMax = 1L << 28;

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Rollup;

    /// <inheritdoc/>
    public Verb Build()
    {
        Verb noun = new("rollup", "Make input for batches, from real blocks or at random")
        {
            Details =
            [
                "Both verbs write three files: state.bin, a state in which every account has what it will need; operations.bin, the signed "
                    + "transfers; accounts.txt, what each account is called. Keys follow from the seed, so these files are for trying out "
                    + "and measuring, never for money. Account 0 is the operator, for fees.",
            ],
            Examples =
            [
                new Example("p2pprover rollup import block.json --out work", "Replay the plain transfers of an Ethereum block"),
                new Example("p2pprover rollup generate --transfers 1000 --out work", "A thousand transfers at random"),
            ],
        };
        noun.Add(BuildImport());
        noun.Add(BuildGenerate());
        return noun;
    }

    private static Verb BuildImport()
    {
        Argument<string[]> files = new("blocks") { Description = "Blocks as JSON, in their order", Arity = ArgumentArity.OneOrMore };
        Common common = new();
        Verb verb = new("import", "Map the plain transfers of Ethereum blocks to transfers of the rollup")
        {
            Details =
            [
                "Reads what eth_getBlockByNumber answers when asked for full transactions, with or without the JSON-RPC envelope; decimal "
                    + "values are taken too. Each address becomes an account, wei become gwei, rounded down. Calls, contract creations and "
                    + "transfers of less than one gwei are counted and left out.",
            ],
            Examples = [new Example("p2pprover rollup import 17173049.json 17173050.json --out work --fee 2", "Two blocks, with a fee of 2 gwei each")],
            JsonSchema = ImportSchema,
            Body = (invocation, cancellation) => Task.FromResult(
                Import(invocation, common, [.. invocation.Arguments.GetValue(files)!.Select(invocation.ResolvePath)], cancellation)),
        };
        verb.Add(files);
        common.AddTo(verb);
        return verb;
    }

    private static Verb BuildGenerate()
    {
        Option<int> transfers = new("--transfers") { Description = "How many transfers", HelpName = "N", DefaultValueFactory = _ => 1000 };
        Option<int> accounts = new("--accounts") { Description = "How many accounts", HelpName = "N", DefaultValueFactory = _ => 100 };
        Option<double> exponent = new("--exponent") { Description = "How uneven: 0 gives every account the same share", HelpName = "X", DefaultValueFactory = _ => 1 };
        Common common = new();
        Verb verb = new("generate", "Make random transfers between accounts of very different activity")
        {
            Details = ["Account k sends and receives in proportion to 1 / (k + 1)^exponent. The seed determines everything."],
            Examples = [new Example("p2pprover rollup generate --accounts 500 --transfers 5000 --seed 7 --out work", "A larger workload")],
            JsonSchema = GenerateSchema,
            Body = (invocation, cancellation) => Task.FromResult(Generate(
                invocation,
                common,
                invocation.Arguments.GetValue(accounts),
                invocation.Arguments.GetValue(transfers),
                invocation.Arguments.GetValue(exponent),
                cancellation)),
        };
        verb.Add(transfers);
        verb.Add(accounts);
        verb.Add(exponent);
        common.AddTo(verb);
        return verb;
    }

    private static ExitCode Import(Invocation invocation, Common common, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        int depth = common.DepthOf(invocation);
        BlockImport import = new(1u << depth, OperatorLabel);
        foreach (string file in files)
        {
            ImportFault fault = import.Add(InputFile.Read(file, BlockBytesMax), out int position);
            if (fault != ImportFault.None)
            {
                throw new CodedException(ErrorCatalogue.BlocksMalformed, $"{file}: {fault} at transaction {position}");
            }
        }

        Workload workload = import.Workload;
        if (workload.Transfers.Count == 0)
        {
            throw new CodedException(ErrorCatalogue.NoTransfers, "the blocks have no plain transfer of at least one gwei");
        }

        Written written = SignAndWrite(invocation, common, workload, cancellation);
        RollupOptions.Write(invocation.Shell, ImportSchema, new RollupImportReport(
            written.StateFile, written.OperationsFile, import.BlockCount, workload.Labels.Count, workload.Transfers.Count,
            import.SkippedCalls, import.SkippedCreations, import.SkippedAmounts, written.StateRoot, written.Domain));
        return ExitCode.Ok;
    }

    private static ExitCode Generate(
        Invocation invocation, Common common, int accounts, int transfers, double exponent, CancellationToken cancellation)
    {
        if (accounts < 1 || accounts > 1 << common.DepthOf(invocation) || transfers < 1 || !double.IsFinite(exponent) || exponent < 0)
        {
            throw new CodedException(ErrorCatalogue.BadArgument, "--accounts, --transfers or --exponent is out of range");
        }

        Workload workload = ZipfWorkload.Create(common.SeedOf(invocation), accounts, transfers, exponent);
        Written written = SignAndWrite(invocation, common, workload, cancellation);
        RollupOptions.Write(invocation.Shell, GenerateSchema, new RollupGenerateReport(
            written.StateFile, written.OperationsFile, accounts, transfers, written.StateRoot, written.Domain));
        return ExitCode.Ok;
    }

    private static Written SignAndWrite(Invocation invocation, Common common, Workload workload, CancellationToken cancellation)
    {
        const int Steps = 10;
        string folder = invocation.ResolvePath(invocation.Arguments.GetValue(common.Output)!);
        RollupDomain domain = RollupDefaults.ParseDomain(invocation.Arguments.GetValue(common.Domain));
        Gwei fee = RollupOptions.Fee(invocation.Arguments.GetValue(common.Fee));
        int accounts = workload.Labels.Count;
        Lock gate = new();
        using WalletSeed seed = SeedOf(common.SeedOf(invocation));
        SignedWorkload signed = SignedWorkload.Sign(
            workload, seed, fee, domain, common.DepthOf(invocation), invocation.Threads, done =>
            {
                if (done * Steps / accounts != (done - 1) * Steps / accounts)
                {
                    lock (gate)
                    {
                        invocation.Shell.Note($"keys and signatures of {done} of {accounts} accounts");
                    }
                }
            });
        cancellation.ThrowIfCancellationRequested();
        Written written = new(
            Path.Combine(folder, RollupOptions.StateName),
            Path.Combine(folder, RollupOptions.OperationsName),
            WireElements.ToHex(signed.State.StateRoot),
            domain.ToString());
        InputFile.Write(written.StateFile, StateSnapshot.Write(signed.State));
        InputFile.Write(written.OperationsFile, OperationBytes.Write([.. signed.Operations]));
        InputFile.Write(Path.Combine(folder, AccountsName), Encoding.UTF8.GetBytes(string.Join('\n', workload.Labels) + "\n"));
        return written;
    }

    private static WalletSeed SeedOf(ulong seed)
    {
        byte[] secret = new byte[WalletSeed.Bytes];
        new Prng(seed).NextBytes(secret);
        return WalletSeed.TryRead(secret, out WalletSeed? read) ? read : throw new InvalidOperationException("A seed has 32 bytes.");
    }

    private sealed record Written(string StateFile, string OperationsFile, string StateRoot, string Domain);

    /// <summary>Options that both verbs have.</summary>
    private sealed class Common
    {
        private readonly Option<ulong> _seed = new("--seed") { Description = "Determines keys and random choices", HelpName = "N", DefaultValueFactory = _ => 1 };
        private readonly Option<int> _depth = new("--depth") { Description = "Depth of the account tree; only the default can be settled", HelpName = "N", DefaultValueFactory = _ => AccountIndex.Bits };

        public Option<string> Output { get; } = new("--out") { Description = "Write the files to this directory", HelpName = "DIR", Required = true };

        public Option<ulong> Fee { get; } = new("--fee") { Description = "The fee of each transfer", HelpName = "GWEI", DefaultValueFactory = _ => 1 };

        public Option<string?> Domain { get; } = RollupOptions.Domain();

        public void AddTo(Verb verb)
        {
            foreach (Option option in (Option[])[Output, Fee, _seed, Domain, _depth])
            {
                verb.Add(option);
            }
        }

        public ulong SeedOf(Invocation invocation) => invocation.Arguments.GetValue(_seed);

        public int DepthOf(Invocation invocation)
        {
            int depth = invocation.Arguments.GetValue(_depth);
            return depth is >= 1 and <= AccountIndex.Bits
                ? depth
                : throw new CodedException(ErrorCatalogue.BadArgument, $"--depth {depth} is not between 1 and {AccountIndex.Bits}");
        }
    }
}
