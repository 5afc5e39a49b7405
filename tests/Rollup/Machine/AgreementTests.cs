using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;
using P2PProver.Stark;
using P2PProver.Testing;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>Native and in-circuit execution agree on random batches.</summary>
public sealed class AgreementTests
{
    private const ulong Seed = 0xA6EE;

    [Fact]
    public void RandomBatches_AFew_SatisfyTheMachine() => CheckBatches(6);

    [TierFact(TestTier.Long)]
    public void RandomBatches_AThousand_SatisfyTheMachine() => CheckBatches(1000);

    [Fact]
    public void RandomLies_AFew_ViolateTheMachine() => CheckLies(12);

    [TierFact(TestTier.Long)]
    public void RandomLies_AThousand_ViolateTheMachine() => CheckLies(1000);

    [Fact]
    public void RandomBatches_HaveEveryKind()
    {
        IEnumerable<OperationKind> kinds = Enumerable.Range(0, 20)
            .SelectMany(i => RandomBatches.Next(Seed + (ulong)i, ShardBatches.Small.Shape).Operations)
            .Select(signed => signed.Operation.Kind);

        kinds.Distinct().Order().ShouldBe(Enum.GetValues<OperationKind>().Where(kind => kind != OperationKind.Pad));
    }

    private static void CheckBatches(int count)
    {
        for (ulong i = 0; i < (ulong)count; i++)
        {
            ulong seed = Seed + i;
            Ledger ledger = RandomBatches.Next(seed, ShardBatches.Small.Shape);
            BatchExecution execution = ShardBatches.Execute(ledger);
            foreach (ShardExecution shard in execution.Shards)
            {
                using ShardCase honest = new(ShardBatches.Small, shard);
                DebugFinding? finding = honest.Check();
                finding.ShouldBeNull(FormattableString.Invariant($"seed {seed}, shard {shard.Index}: {finding?.Describe()}"));
            }
        }
    }

    private static void CheckLies(int count)
    {
        int told = 0;
        for (ulong seed = Seed; told < count; seed++)
        {
            Ledger ledger = RandomBatches.Next(seed, ShardBatches.Small.Shape);
            ShardExecution honest = ShardBatches.Execute(ledger).Shards[0];
            if (honest.Operations.Count == 0)
            {
                continue;
            }

            IReadOnlyList<ForgedStep> steps = RandomLies.Tell(new Prng(seed), [.. honest.Operations.Select(ForgedStep.Honest)], out string lie);
            using ShardCase forged = new(ShardBatches.Small, ForgedShards.Build(ShardBatches.Small.Shape, ledger.State, steps));
            forged.Check().ShouldNotBeNull(FormattableString.Invariant($"seed {seed}: {lie}"));
            told++;
        }
    }
}
