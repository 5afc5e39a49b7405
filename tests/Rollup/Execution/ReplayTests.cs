using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Execution;

public sealed class ReplayTests
{
    [Fact]
    public void Replay_EveryKind_Executes()
    {
        Ledger ledger = new Ledger(4, 1000).Transfer(0, 1, 10, 2).Open(4, 50).Add(Operation.Deposit(Ledger.At(2), new Gwei(7)))
            .Withdraw(1, 5, 1).Add(Operation.ForcedExit(Ledger.At(3), new Gwei(1000))).Rotate(0, 100, 1, 3).Transfer(0, 4, 1)
            .Add(Operation.FeeCredit(Ledger.At(2), new Gwei(6)));

        ReplayResult result = ledger.Replay();

        result.Fault.ShouldBe(ReplayFault.None, result.ToString());
        BatchExecution execution = result.Execution!;
        execution.StateIn.ShouldBe(ledger.State.StateRoot);
        ledger.State.Apply(execution.Change);
        execution.StateOut.ShouldBe(ledger.State.StateRoot);
        ledger.State.Accounts.ToArray().Select(account => account.Balance.Value).ShouldBe([984ul, 1004, 1013, 0, 51]);
    }
}
