using System.Collections.Immutable;
using P2PProver.Crypto;
using P2PProver.Fields;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>
/// A chain of blocks over <see cref="RollupModel"/>: a pool of transactions ordered by fee, builders of whom some censor, a base fee with a spike,
/// missed slots, and reorganisations that go back to an older state and return the transactions to the pool.
/// </summary>
public sealed class SimulatedChain
{
    private const int ReplacementPercent = 110;

    private readonly ChainOptions _options;
    private readonly RollupModel _model;
    private readonly Prng _random;
    private readonly List<ChainBlock> _blocks = [];
    private readonly SortedDictionary<(Address Sender, long Nonce), ChainTransaction> _pool = [];
    private readonly Dictionary<Address, UInt128> _funds = [];
    private readonly SortedDictionary<Address, UInt128> _spent = [];
    private long _submitted;
    private ulong _forks;

    /// <summary>A chain that starts from a state at time zero.</summary>
    public SimulatedChain(ChainOptions options, RollupModel model, RollupState genesis, Prng random)
    {
        (_options, _model, _random) = (options, model, random);
        Hash32 hash = NextHash();
        BlockContext context = new(0, 0, (UInt128)(ulong)options.BaseFee);
        _blocks.Add(new ChainBlock(context, hash, default, hash, IsCensored: false, [], genesis, ImmutableDictionary<Address, long>.Empty));
    }

    /// <summary>The rules.</summary>
    public RollupModel Model => _model;

    /// <summary>The newest block.</summary>
    public ChainBlock Head => _blocks[^1];

    /// <summary>The state after the newest block.</summary>
    public RollupState State => Head.State;

    /// <summary>Reorganisations so far.</summary>
    public int Reorgs { get; private set; }

    /// <summary>Gas used by calls of each kind that were included, reverted ones too.</summary>
    public SortedDictionary<string, long> GasByCall { get; } = new(StringComparer.Ordinal);

    /// <summary>What builders leave out; scenarios change it.</summary>
    public double CensorShare { get; set; }

    /// <summary>A block of the chain by its number.</summary>
    public ChainBlock BlockAt(long number) => _blocks[(int)number];

    /// <summary>Limits what a sender can spend on gas; others can spend without limit.</summary>
    public void SetFunds(Address sender, UInt128 wei) => _funds[sender] = wei;

    /// <summary>What a sender spent on gas.</summary>
    public UInt128 SpentBy(Address sender) => _spent.GetValueOrDefault(sender);

    /// <summary>The nonce that a sender's next transaction has after the newest block.</summary>
    public long NonceOf(Address sender) => Head.Nonces.GetValueOrDefault(sender);

    /// <summary>The base fee at a time, in wei per gas.</summary>
    public long BaseFeeAt(TimeSpan now) => now >= _options.SpikeStart && now < _options.SpikeStart + _options.SpikeLength
        ? (long)(_options.BaseFee * _options.SpikeFactor)
        : _options.BaseFee;

    /// <summary>Offers a transaction to the pool.</summary>
    public SubmitOutcome Submit(TimeSpan now, Address sender, long nonce, long feeCap, RollupCall call)
    {
        if (nonce < NonceOf(sender))
        {
            return SubmitOutcome.NonceTooLow;
        }

        if (_funds.TryGetValue(sender, out UInt128 funds) && SpentBy(sender) + ((UInt128)(ulong)feeCap * (ulong)RollupModel.Gas(call)) > funds)
        {
            return SubmitOutcome.InsufficientFunds;
        }

        if (_pool.TryGetValue((sender, nonce), out ChainTransaction? waiting) && feeCap * 100 < waiting.FeeCap * ReplacementPercent)
        {
            return SubmitOutcome.Underpriced;
        }

        _pool[(sender, nonce)] = new ChainTransaction(_submitted++, sender, nonce, feeCap, call, now + _options.PropagationDelay);
        return SubmitOutcome.Accepted;
    }

    /// <summary>Builds what the slot at this time brings; null when the slot stays empty.</summary>
    public ChainStep? BuildSlot(TimeSpan now)
    {
        if (_options.MissedSlotShare > 0 && _random.NextDouble() < _options.MissedSlotShare)
        {
            return null;
        }

        int depth = 0;
        if (_options.ReorgShare > 0 && _random.NextDouble() < _options.ReorgShare)
        {
            depth = Math.Min(1 + _random.NextInt(_options.ReorgDepthMax), _blocks.Count - 1);
        }

        return BuildSlot(now, depth);
    }

    /// <summary>Builds a block that replaces as many before it as the depth says; those replaced are built again without transactions.</summary>
    public ChainStep BuildSlot(TimeSpan now, int reorgDepth)
    {
        int depth = Math.Min(reorgDepth, _blocks.Count - 1);
        List<ChainBlock> removed = [];
        for (int i = 0; i < depth; i++)
        {
            removed.Add(_blocks[^1]);
            _blocks.RemoveAt(_blocks.Count - 1);
        }

        Reorgs += depth > 0 ? 1 : 0;
        foreach (ChainReceipt receipt in removed.SelectMany(block => block.Receipts))
        {
            ChainTransaction returned = receipt.Transaction;
            _pool.TryAdd((returned.Sender, returned.Nonce), returned);
        }

        List<ChainBlock> added = [];
        foreach (ChainBlock old in Enumerable.Reverse(removed))
        {
            added.Add(Append(old.Context.Time, old.Context.BaseFee, isCensored: false, []));
        }

        added.Add(BuildBlock(now));
        return new ChainStep(removed, added);
    }

    private ChainBlock BuildBlock(TimeSpan now)
    {
        bool isCensored = CensorShare + _options.CensorShare > 0 && _random.NextDouble() < CensorShare + _options.CensorShare;
        long baseFee = BaseFeeAt(now);
        List<ChainTransaction> chosen = Choose(now, baseFee, isCensored);
        return Append((long)now.TotalSeconds, (UInt128)(ulong)baseFee, isCensored, chosen);
    }

    /// <summary>The transactions of a block: by fee, each sender's in the order of its nonces.</summary>
    private List<ChainTransaction> Choose(TimeSpan now, long baseFee, bool isCensored)
    {
        List<ChainTransaction> chosen = [];
        Dictionary<Address, long> nonces = [];
        long gas = 0;
        bool found = true;
        List<ChainTransaction> byFee = [.. _pool.Values.Where(t => t.VisibleAt <= now && t.FeeCap >= baseFee).OrderByDescending(t => t.FeeCap).ThenBy(t => t.Id)];
        while (found)
        {
            found = false;
            foreach (ChainTransaction transaction in byFee)
            {
                long next = nonces.TryGetValue(transaction.Sender, out long known) ? known : NonceOf(transaction.Sender);
                if (transaction.Nonce == next && gas + RollupModel.Gas(transaction.Call) <= _options.BlockGas && !(isCensored && IsCensored(transaction.Call)))
                {
                    chosen.Add(transaction);
                    gas += RollupModel.Gas(transaction.Call);
                    nonces[transaction.Sender] = next + 1;
                    found = true;
                }
            }
        }

        return chosen;
    }

    private bool IsCensored(RollupCall call) => (_options.Censored & call switch
    {
        SettleCall => CensoredCalls.Settle,
        CommitClaimsCall => CensoredCalls.CommitClaims,
        ForcedItemCall => CensoredCalls.ForcedItem,
        CommitBatchCall => CensoredCalls.CommitBatch,
        _ => CensoredCalls.None,
    }) != CensoredCalls.None;

    private ChainBlock Append(long time, UInt128 baseFee, bool isCensored, List<ChainTransaction> transactions)
    {
        ChainBlock parent = Head;
        BlockContext context = new(parent.Number + 1, Math.Max(time, parent.Context.Time), baseFee);
        RollupState state = parent.State;
        ImmutableDictionary<Address, long> nonces = parent.Nonces;
        ImmutableArray<ChainReceipt>.Builder receipts = ImmutableArray.CreateBuilder<ChainReceipt>(transactions.Count);
        foreach (ChainTransaction transaction in transactions)
        {
            CallResult result = _model.Apply(state, context, transaction.Sender, transaction.Call);
            state = result.State;
            nonces = nonces.SetItem(transaction.Sender, transaction.Nonce + 1);
            _pool.Remove((transaction.Sender, transaction.Nonce));
            receipts.Add(Receive(transaction, result, baseFee));
        }

        ChainBlock block = new(context, NextHash(), parent.Hash, NextHash(), isCensored, receipts.MoveToImmutable(), state, nonces);
        _blocks.Add(block);
        return block;
    }

    private ChainReceipt Receive(ChainTransaction transaction, in CallResult result, UInt128 baseFee)
    {
        long gas = result.Revert == Revert.None ? RollupModel.Gas(transaction.Call) : 40_000;
        string kind = transaction.Call.GetType().Name;
        GasByCall[kind] = GasByCall.GetValueOrDefault(kind) + gas;
        _spent[transaction.Sender] = SpentBy(transaction.Sender) + (baseFee * (ulong)gas);
        return new ChainReceipt(transaction, result.Revert, result.Events, gas);
    }

    private Hash32 NextHash() => new(_random.NextUInt64(), _random.NextUInt64(), _random.NextUInt64(), _forks++);
}
