using P2PProver.Crypto;
using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests.Statements;

/// <summary>Every field of a true statement is changed once, and must be refused with its own name.</summary>
public sealed class StatementCheckTests
{
    private const int Shards = 5;

    private static readonly MockProofs Proofs = new();
    private static readonly TaskId Task = new(1, 1);
    private static readonly Address[] Payees = [TestKeys.Payout(1), TestKeys.Payout(2), TestKeys.Payout(3)];
    private static readonly Hash32 Other = TestKeys.Hash("other");

    private static ProofStatement True { get; } = Proofs.Statement(Info(), Task, Payees);

    public static TheoryData<StatementField> Fields => [.. Enum.GetValues<StatementField>()];

    private static BatchInfo Info() => new Desk(2, Shards).Batch;

    private static StatementField Compare(ProofStatement statement, IReadOnlyList<Address> payees) => StatementCheck.Compare(
        True.Batch, ProofTree.Of(Shards), Task, MockProofs.Replay(Shards), statement, payees, Proofs);

    private static ProofStatement Change(StatementField field) => field switch
    {
        StatementField.Allowed => True with { Allowed = Other },
        StatementField.Domain => True with { Domain = Other },
        StatementField.Batch => True with { Batch = TestKeys.Batch(77) },
        StatementField.FirstShard => True with { FirstShard = True.FirstShard + 1 },
        StatementField.ShardCount => True with { ShardCount = True.ShardCount + 1 },
        StatementField.Point => True with { Point = Other },
        StatementField.StateIn => True with { Before = True.Before with { State = Other } },
        StatementField.StateOut => True with { After = True.After with { State = Other } },
        StatementField.DataIn => True with { Before = True.Before with { Data = Other } },
        StatementField.DataOut => True with { After = True.After with { Data = Other } },
        StatementField.EvaluationIn => True with { Before = True.Before with { Evaluation = Other } },
        StatementField.EvaluationOut => True with { After = True.After with { Evaluation = Other } },
        StatementField.FeesIn => True with { Before = True.Before with { Fees = Other } },
        StatementField.FeesOut => True with { After = True.After with { Fees = Other } },
        StatementField.Attribution => True with { Attribution = Other },
        _ => True,
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Compare_OneFieldChanged_IsNamed(StatementField field)
    {
        IReadOnlyList<Address> payees = field == StatementField.Payees ? [.. Payees.Take(2)] : Payees;
        Compare(Change(field), payees).ShouldBe(field);
    }

    [Fact]
    public void Compare_ZeroPayee_IsRefused() => Compare(True, [Payees[0], default, Payees[2]]).ShouldBe(StatementField.Payees);

    [Fact]
    public void Compare_PayeesExchanged_IsAnotherAttribution() =>
        Compare(True, [Payees[1], Payees[0], Payees[2]]).ShouldBe(StatementField.Attribution);
}
