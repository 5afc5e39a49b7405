using System.Numerics;
using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>The contract MeshRollup: its calls, and below its views. What each does says contracts/src/interfaces/IMeshRollup.sol.</summary>
public sealed partial class MeshRollup
{
    private const int PathLength = 24;
    private const int PayoutAmountBits = 64;
    private readonly ContractReader _reader;

    /// <summary>Names a deployed rollup.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="address">The contract.</param>
    public MeshRollup(ChainClient chain, Address address)
    {
        Address = address;
        _reader = new ContractReader(chain, MeshAbis.Rollup, address);
    }

    /// <summary>The contract.</summary>
    public Address Address { get; }

    /// <summary>Opens an account. The value is the forced fee and what the account begins with.</summary>
    public ContractCall OpenAccount(Hash32 publicKey, Address owner, Wei value) => Call("openAccount", value, AbiValue.Of(publicKey), AbiValue.Of(owner));

    /// <summary>Opens accounts. The value is exactly their amounts and a forced fee for each.</summary>
    public ContractCall OpenAccounts(IEnumerable<AccountOpening> openings, Wei value) =>
        Call("openAccounts", value, AbiValue.Of(openings.Select(static o => o.ToAbi())));

    /// <summary>Queues a deposit to an account of an owner. The value is the forced fee and the amount.</summary>
    public ContractCall Deposit(uint index, Address owner, Wei value) => Call("deposit", value, AbiValue.Of((ulong)index), AbiValue.Of(owner));

    /// <summary>Queues the exit of an account. The value is the forced fee.</summary>
    public ContractCall RequestForcedExit(uint index, Wei value) => Call("requestForcedExit", value, AbiValue.Of((ulong)index));

    /// <summary>Commits a batch. The value is bond and escrow.</summary>
    public ContractCall CommitBatch(BatchInput input, Wei value)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Call("commitBatch", value, input.ToAbi());
    }

    /// <summary>Claims positions of a level.</summary>
    public ContractCall CommitClaims(BatchRecord batch, byte level, ulong positions) =>
        Call("commitClaims", Wei.Zero, batch.ToAbi(), AbiValue.Of((ulong)level), AbiValue.Of(positions));

    /// <summary>Settles the first live batch.</summary>
    public ContractCall Settle(BatchRecord batch, SettleInput input, ReadOnlySpan<byte> proof) =>
        Call("settle", Wei.Zero, batch.ToAbi(), input.ToAbi(), AbiValue.Of(proof));

    /// <summary>Credits the payouts of a settled batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="payouts">Account and amount in gwei, in the order of the data.</param>
    public ContractCall CreditPayouts(BatchRecord batch, IEnumerable<(uint Index, ulong AmountGwei)> payouts) => Call(
        "creditPayouts", Wei.Zero, batch.ToAbi(), AbiValue.Of(payouts.Select(static p => AbiValue.Of(((BigInteger)p.Index << PayoutAmountBits) | p.AmountGwei))));

    /// <summary>Ends a batch that will not settle.</summary>
    public ContractCall ExpireBatch(BatchRecord batch) => Call("expireBatch", Wei.Zero, batch.ToAbi());

    /// <summary>Freezes the rollup.</summary>
    public ContractCall Freeze() => Call("freeze", Wei.Zero);

    /// <summary>Credits an account's balance to its owner after a freeze.</summary>
    /// <param name="index">The account.</param>
    /// <param name="publicKey">Its key.</param>
    /// <param name="balanceGwei">Its balance in the last settled state.</param>
    /// <param name="lastSlot">The last slot that it used.</param>
    /// <param name="accountCount">How many accounts that state has.</param>
    /// <param name="siblings">What stands beside its path, from the leaf up: 24 digests.</param>
    public ContractCall Escape(uint index, Hash32 publicKey, ulong balanceGwei, uint lastSlot, uint accountCount, IReadOnlyList<Hash32> siblings)
    {
        ArgumentNullException.ThrowIfNull(siblings);
        if (siblings.Count != PathLength)
        {
            throw new ArgumentException($"a path has {PathLength} siblings", nameof(siblings));
        }

        return Call(
            "escape",
            Wei.Zero,
            AbiValue.Of((ulong)index),
            AbiValue.Of(publicKey),
            AbiValue.Of(balanceGwei),
            AbiValue.Of((ulong)lastSlot),
            AbiValue.Of((ulong)accountCount),
            AbiValue.Of(siblings.Select(static s => AbiValue.Of(s))));
    }

    /// <summary>Refunds a queue item after a freeze.</summary>
    public ContractCall RefundDeposit(ulong id) => Call("refundDeposit", Wei.Zero, AbiValue.Of(id));

    /// <summary>Sends what is credited to the sender.</summary>
    public ContractCall WithdrawPending(Address to) => Call("withdrawPending", Wei.Zero, AbiValue.Of(to));

    private ContractCall Call(string function, Wei value, params AbiValue[] arguments) => new(Address, value, MeshAbis.Rollup.Function(function).Encode(arguments));
}
