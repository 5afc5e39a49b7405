using P2PProver.Crypto.Keystores;
using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>A workload made real: a state in which nobody runs out of money, and every payment signed.</summary>
/// <param name="State">The state before the first payment: every account open, with exactly what it will need.</param>
/// <param name="Operations">The signed transfers in order.</param>
public sealed record SignedWorkload(AccountTree State, IReadOnlyList<SignedOperation> Operations)
{
    /// <summary>Signs a workload with keys that a seed gives: account i of it has number i.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="seed">The seed of all accounts.</param>
    /// <param name="fee">The fee of each transfer.</param>
    /// <param name="domain">The rollup.</param>
    /// <param name="depth">Depth of the account tree.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="progress">Told how many accounts are done; may be called on any thread.</param>
    /// <exception cref="ArgumentException">An account pays more often than a window has slots.</exception>
    public static SignedWorkload Sign(
        Workload workload, WalletSeed seed, Gwei fee, RollupDomain domain, int depth, int threads, Action<int> progress)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(progress);
        List<int>[] sent = [.. workload.Labels.Select(_ => new List<int>())];
        for (int i = 0; i < workload.Transfers.Count; i++)
        {
            sent[workload.Transfers[i].From.Value].Add(i);
        }

        if (sent.Any(list => list.Count >= Xmss.LeafCount))
        {
            throw new ArgumentException("An account pays more often than a window has slots.", nameof(workload));
        }

        PublicKey[] keys = new PublicKey[sent.Length];
        SignedOperation[] operations = new SignedOperation[workload.Transfers.Count];
        int done = 0;
        ParallelLoop.Run(sent.Length, threads, account =>
        {
            keys[account] = SignAll(workload, seed, fee, domain, (uint)account, sent[account], operations);
            progress(Interlocked.Increment(ref done));
        });
        Gwei[] balances = Balances(workload, fee);
        return new SignedWorkload(AccountTree.Of(depth, [.. keys.Select((key, i) => new Account(key, balances[i], default))]), operations);
    }

    /// <summary>Makes an account's key, as large as it needs to be, and signs its payments.</summary>
    private static PublicKey SignAll(
        Workload workload, WalletSeed seed, Gwei fee, RollupDomain domain, uint account, List<int> sent, SignedOperation[] operations)
    {
        using XmssKey key = XmssKey.Generate(XmssSecret.Derive(seed, account, 0), default, sent.Count + 1, 1);
        for (int i = 0; i < sent.Count; i++)
        {
            TransferRequest request = workload.Transfers[sent[i]];
            Operation transfer = Operation.Transfer(request.From, request.To, request.Amount, fee, new Slot((uint)i + 1));
            operations[sent[i]] = new SignedOperation(transfer, key.Sign(transfer.Slot, transfer.MessageDigest(domain)));
        }

        return key.PublicKey;
    }

    /// <summary>The least that each account must have at first so that none ever lacks money.</summary>
    private static Gwei[] Balances(Workload workload, Gwei fee)
    {
        Int128[] running = new Int128[workload.Labels.Count];
        Int128[] needed = new Int128[running.Length];
        foreach (TransferRequest request in workload.Transfers)
        {
            uint from = request.From.Value;
            running[from] -= request.Amount.Value + (Int128)fee.Value;
            needed[from] = Int128.Max(needed[from], -running[from]);
            running[request.To.Value] += request.Amount.Value;
        }

        return [.. needed.Select(amount => new Gwei((ulong)Int128.Min(amount, ulong.MaxValue)))];
    }
}
