using P2PProver.Crypto.Keystores;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Input;

public sealed class WorkloadTests
{
    [Fact]
    public void Sign_GeneratedWorkload_ExecutesAndNobodyHasMoneyLeftForNothing()
    {
        Workload workload = ZipfWorkload.Create(5, 12, 60, 1);
        using WalletSeed seed = TestKeys.Seed(1);
        SignedWorkload signed = SignedWorkload.Sign(workload, seed, new Gwei(2), Ledger.Domain, 6, 2, static _ => { });
        SignedOperation credit = new(Operation.FeeCredit(new AccountIndex(0), new Gwei(120)), null);
        RollupBatch batch = new(Ledger.Domain, new BatchShape(6, 16), [.. signed.Operations, credit]);

        BatchReplay.Run(batch, signed.State, 1).Fault.ShouldBe(ReplayFault.None);

        // Every balance is the least that is enough: with one gwei less, the account would overspend.
        int funded = Enumerable.Range(0, 12).First(i => signed.State.Accounts[i].Balance > Gwei.Zero);
        Account[] poorer = signed.State.Accounts.ToArray();
        poorer[funded] = poorer[funded] with { Balance = new Gwei(poorer[funded].Balance.Value - 1) };
        BatchReplay.Run(batch, AccountTree.Of(6, poorer), 1).Fault.ShouldBe(ReplayFault.Overspend);
    }

    [Fact]
    public void Create_SameSeed_IsTheSameWorkload()
    {
        Workload first = ZipfWorkload.Create(7, 30, 500, 1);

        ZipfWorkload.Create(7, 30, 500, 1).Transfers.ShouldBe(first.Transfers);
        ZipfWorkload.Create(8, 30, 500, 1).Transfers.ShouldNotBe(first.Transfers);
        first.Transfers.ShouldAllBe(transfer => transfer.Amount > Gwei.Zero && transfer.From.Value < 30 && transfer.To.Value < 30);
    }

    [Fact]
    public void Create_Exponent_MakesTheFirstAccountBusy()
    {
        int Of(double exponent) => ZipfWorkload.Create(7, 50, 5000, exponent).Transfers.Count(transfer => transfer.From.Value == 0);

        // Shares of 1/50, and of 1 over the harmonic number of 50, which is 4.5.
        Of(0).ShouldBeInRange(60, 140);
        Of(1).ShouldBeInRange(1000, 1220);
        ZipfWorkload.Create(1, 1, 5, 1).Transfers.ShouldAllBe(transfer => transfer.From.Value == 0);
    }

    [Fact]
    public void Fit_TakesWhatFitsWithAFeeCredit()
    {
        BatchShape shape = new(24, 16);
        SignedOperation deposit = new(Operation.Deposit(default, default), null);
        SignedOperation open = new(Operation.OpenAccount(default, default, default), null);

        BatchSelection.Fit([.. Enumerable.Repeat(deposit, 40)], shape, 2).ShouldBe(31);
        BatchSelection.Fit([.. Enumerable.Repeat(deposit, 31)], shape, 2).ShouldBe(31);
        BatchSelection.Fit([.. Enumerable.Repeat(deposit, 15), open, .. Enumerable.Repeat(deposit, 40)], shape, 2).ShouldBe(15 + 1 + 13);
        BatchSelection.Fit([.. Enumerable.Repeat(deposit, 2000)], shape, 1000).ShouldBe((64 * 16) - 1);
        BatchSelection.Fit([.. Enumerable.Repeat(open, 6000)], new BatchShape(24, 256), 64).ShouldBe((120_000 - 12) / 44);
    }
}
