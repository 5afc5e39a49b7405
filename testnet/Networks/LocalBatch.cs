using P2PProver.Crypto.Keystores;
using P2PProver.Fields;
using P2PProver.Node.Batches;
using P2PProver.Rollup;

namespace P2PProver.Testnet.Networks;

/// <summary>A first batch: it opens the accounts that are queued, and lets them pay each other.</summary>
/// <param name="Openings">What the accounts begin with, by index.</param>
/// <param name="Transfers">How many signed transfers there are.</param>
/// <param name="Document">The batch as a file.</param>
/// <param name="Commitment">Its data with what binds it.</param>
/// <param name="Witness">Its witness package.</param>
/// <param name="State">The state after it.</param>
internal sealed record LocalBatch(
    IReadOnlyList<Account> Openings, int Transfers, BatchDocument Document, BatchCommitment Commitment, byte[] Witness, AccountTree State)
{
    private const double Unevenness = 1;

    /// <summary>Signs a workload for a rollup, and executes its batch from the empty state.</summary>
    /// <exception cref="TestnetException">The batch cannot be executed: a mistake of this program.</exception>
    public static LocalBatch Create(ulong seed, int accounts, int transfers, RollupDomain domain, int threads)
    {
        Workload workload = ZipfWorkload.Create(seed, accounts, transfers, Unevenness);
        using WalletSeed wallet = SeedOf(seed);
        SignedWorkload signed = SignedWorkload.Sign(workload, wallet, new Gwei(1), domain, AccountIndex.Bits, threads, static _ => { });
        Account[] openings = signed.State.Accounts.ToArray();
        ulong fees = signed.Operations.Aggregate(0UL, static (sum, operation) => sum + operation.Operation.Fee.Value);
        List<SignedOperation> operations =
        [
            .. openings.Select(static (account, i) => new SignedOperation(Operation.OpenAccount(new AccountIndex((uint)i), account.Balance, account.Key), null)),
            .. signed.Operations,
            new SignedOperation(Operation.FeeCredit(new AccountIndex(0), new Gwei(fees)), null),
        ];
        RollupBatch batch = new(domain, BatchShape.Standard, operations);
        AccountTree state = new(AccountIndex.Bits);
        ReplayResult result = BatchReplay.Run(batch, state, threads);
        BatchExecution execution = result.Execution ?? throw new TestnetException($"the batch cannot be executed: {result.Fault}");
        byte[] witness = WitnessPackage.Create(batch, state);
        state.Apply(execution.Change);
        return new LocalBatch(openings, signed.Operations.Count, BatchDocument.Of(batch, execution, witness), execution.Commitment, witness, state);
    }

    private static WalletSeed SeedOf(ulong seed)
    {
        byte[] secret = new byte[WalletSeed.Bytes];
        new Prng(seed).NextBytes(secret);
        return WalletSeed.TryRead(secret, out WalletSeed? read) ? read : throw new InvalidOperationException("A seed has 32 bytes.");
    }
}
