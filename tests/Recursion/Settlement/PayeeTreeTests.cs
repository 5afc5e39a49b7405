using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Recursion.Tests.Circuits;

namespace P2PProver.Recursion.Tests.Settlement;

public sealed class PayeeTreeTests
{
    private const ulong Seed = 0x9A7;

    [Fact]
    public void Positions_LevelByLevel_FillTheList()
    {
        int next = 0;
        for (int level = 0; level <= PayeeTree.LogMaxShards; level++)
        {
            for (int index = 0; index < PayeeTree.MaxShards >> level; index++)
            {
                PayeeTree.PlaceOf(level, index).ShouldBe(next++);
            }
        }

        next.ShouldBe(PayeeTree.PositionCount);
        (PayeeTree.PositionCount * Payee.LimbCount).ShouldBe(762);
    }

    [Fact]
    public void Attribution_OfEveryNumberOfShards_IsThatOfTheBatchPlan()
    {
        for (int shards = 1; shards <= PayeeTree.MaxShards; shards++)
        {
            BatchPlan plan = BatchPlan.Of(shards);
            Payee[] list = new Payee[PayeeTree.PositionCount];
            Digest8[] digests = new Digest8[plan.Tasks.Length];
            for (int i = 0; i < digests.Length; i++)
            {
                PlannedTask task = plan.Tasks[i];
                Payee payee = ChainFixture.PayeeOf((byte)(i + 1));
                list[PayeeTree.PlaceOf(task.Level, task.Index)] = payee;
                digests[i] = task.IsLeaf ? Attribution.OfLeaf(task.Index, payee) : Attribution.OfMerge(digests[task.Left], digests[task.Right], payee);
            }

            PayeeTree.TryAttribute(shards, list).ShouldBe(digests[^1], $"{shards} shards");
            PayeeTree.Spread(shards, [.. list.Where(payee => !payee.IsZero)]).ShouldBe(list, $"{shards} shards");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(63)]
    public void List_WithAnAbsentPositionPaidOrAnExistingOneNot_HasNoAttribution(int shards)
    {
        Payee[] list = PayeeTree.Spread(shards, [.. Enumerable.Repeat(ChainFixture.PayeeOf(1), (2 * shards) - 1)]);
        for (int i = 0; i < list.Length; i++)
        {
            Payee before = list[i];
            list[i] = before.IsZero ? ChainFixture.PayeeOf(1) : default;
            PayeeTree.TryAttribute(shards, list).ShouldBeNull($"position {i}");
            list[i] = before;
        }
    }

    [Fact]
    public void Evaluate_OfTheList_IsHornersRuleOverAllLimbs()
    {
        Payee[] list = PayeeTree.Spread(3, [.. Enumerable.Range(1, 5).Select(i => ChainFixture.PayeeOf((byte)i))]);
        Ext5 point = new Prng(Seed).NextExt();
        Ext5 expected = Ext5.Zero;
        Ext5 power = Ext5.One;
        foreach (KoalaBear limb in list.SelectMany(payee => payee.ToLimbs()).Reverse())
        {
            expected += power * limb;
            power *= point;
        }

        PayeeTree.Evaluate(list, point).ShouldBe(expected);
    }

    [Fact]
    public void Spread_OfOtherNumbers_Throws()
    {
        Should.Throw<ArgumentException>(() => PayeeTree.Spread(2, [default]));
        Should.Throw<ArgumentException>(() => PayeeTree.Spread(0, []));
        Should.Throw<ArgumentException>(() => PayeeTree.Spread(65, new Payee[129]));
        Should.Throw<ArgumentException>(() => PayeeTree.TryAttribute(1, [default]));
    }
}
