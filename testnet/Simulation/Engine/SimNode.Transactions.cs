using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>
/// The transaction manager of a node: one owner of the nonce, a journal that outlives a crash, fees that rise until a transaction is included, and a
/// trial call first, so that what would revert is not sent.
/// </summary>
public sealed partial class SimNode
{
    private const int BlocksUntilBump = 3;
    private const int BumpsMax = 16;

    private static readonly TimeSpan TrialTime = TimeSpan.FromMilliseconds(50);

    private readonly List<Intent> _intents = [];
    private long _nextNonce;

    /// <summary>Transactions sent so far, replacements included.</summary>
    public long TransactionsSent { get; private set; }

    private void ExecuteTransaction(MeshCommand command)
    {
        switch (command)
        {
            case SendClaims claims:
                Send(claims.Batch, TransactionKind.Claims, new CommitClaimsCall(claims.Batch.Value, claims.Level, claims.Bitmap));
                break;
            case SendSettlement settlement when _world.Proofs.Find(settlement.Proof) is { } proof && Has(proof.Hash):
                Send(settlement.Batch, TransactionKind.Settlement, new SettleCall(settlement.Batch.Value, proof.Payees, proof.Submitter, proof));
                break;
            case SendSettlement settlement:
                FailTransaction(settlement.Batch, TransactionKind.Settlement);
                break;
            case SendExpiry expiry:
                Send(expiry.Batch, TransactionKind.Expiry, new ExpireCall(expiry.Batch.Value));
                break;
            case WithdrawTransaction withdraw:
                Withdraw(withdraw);
                break;
        }
    }

    private void Send(BatchKey batch, TransactionKind kind, RollupCall call)
    {
        if (_intents.Exists(intent => intent.Batch == batch && intent.Kind == kind && !intent.IsIncluded && intent.Call.Equals(call)))
        {
            return;
        }

        if (_world.WouldRevert(Account, call))
        {
            FailTransaction(batch, kind);
            return;
        }

        _nextNonce = Math.Max(_nextNonce, _world.Chain.NonceOf(Account));
        long nonce = _world.Options.Canary == Canary.NonceReused ? 0 : _nextNonce++;
        Intent intent = new(batch, kind, call, nonce) { FeeCap = 2 * _world.Chain.BaseFeeAt(_world.Agenda.Now) };
        _intents.Add(intent);
        Submit(intent);
    }

    private void FailTransaction(BatchKey batch, TransactionKind kind) => After(TrialTime, () => Handle(new TransactionFailed(batch, kind)));

    private void Submit(Intent intent)
    {
        TransactionsSent++;
        intent.SentAtBlock = _world.Chain.Head.Number;
        _world.Log.Write(_world.Agenda.Now, Index, LogKind.Send, intent.Batch, value: intent.Nonce);
        _world.Checks.OnSend(this, intent.Nonce, intent.Call);
        _world.Chain.Submit(_world.Agenda.Now, Account, intent.Nonce, intent.FeeCap, intent.Call);
    }

    private void Withdraw(WithdrawTransaction withdraw)
    {
        foreach (Intent intent in _intents)
        {
            if (intent.Batch == withdraw.Batch && intent.Kind == withdraw.Kind && !intent.IsIncluded && intent.Call is not CancelCall)
            {
                intent.Call = new CancelCall();
                Bump(intent);
            }
        }
    }

    private void Bump(Intent intent)
    {
        long market = 2 * _world.Chain.BaseFeeAt(_world.Agenda.Now);
        intent.FeeCap = Math.Max(intent.FeeCap + (intent.FeeCap / 4), market);
        intent.Bumps++;
        Submit(intent);
    }

    /// <summary>Looks at new blocks for what was sent.</summary>
    private void FollowTransactions(ChainStep step)
    {
        foreach (ChainBlock removed in step.Removed)
        {
            foreach (ChainReceipt receipt in removed.Receipts)
            {
                if (receipt.Transaction.Sender == Account && _intents.Find(i => i.Nonce == receipt.Transaction.Nonce) is { } intent)
                {
                    intent.IsIncluded = false;
                }
            }
        }

        foreach (ChainBlock added in step.Added)
        {
            foreach (ChainReceipt receipt in added.Receipts)
            {
                OnReceipt(receipt, added.Number);
            }
        }

        FollowPending();
    }

    private void OnReceipt(ChainReceipt receipt, long block)
    {
        if (receipt.Transaction.Sender != Account || _intents.Find(i => i.Nonce == receipt.Transaction.Nonce) is not { } intent)
        {
            return;
        }

        intent.IsIncluded = true;
        intent.IncludedAt = block;
        if (receipt.Revert != Revert.None && intent.Call is not CancelCall)
        {
            Handle(new TransactionFailed(intent.Batch, intent.Kind));
        }
    }

    private void FollowPending()
    {
        long head = _world.Chain.Head.Number;
        _intents.RemoveAll(i => i.IsIncluded && i.IncludedAt + Traits.Mesh.SettleConfirmations < head);
        foreach (Intent intent in _intents)
        {
            if (!intent.IsIncluded && intent.Bumps < BumpsMax && head >= intent.SentAtBlock + BlocksUntilBump)
            {
                Bump(intent);
            }
        }
    }

    /// <summary>What a node wants on chain, under one nonce.</summary>
    private sealed class Intent(BatchKey batch, TransactionKind kind, RollupCall call, long nonce)
    {
        public BatchKey Batch { get; } = batch;

        public TransactionKind Kind { get; } = kind;

        public long Nonce { get; } = nonce;

        public RollupCall Call { get; set; } = call;

        public long FeeCap { get; set; }

        public int Bumps { get; set; }

        public long SentAtBlock { get; set; }

        public bool IsIncluded { get; set; }

        public long IncludedAt { get; set; }
    }
}
