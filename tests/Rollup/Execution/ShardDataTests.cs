using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Execution;

public sealed class ShardDataTests
{
    [Fact]
    public void Of_RandomBatches_IsWhatReplayStates()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            Ledger ledger = RandomBatch.Create(seed, 50);
            BatchExecution execution = ledger.Replay().Execution!;
            Operation[] operations = [.. ledger.Operations.Select(signed => signed.Operation)];

            IReadOnlyList<ShardData> data = ShardData.Of(Ledger.Domain, execution.Commitment, operations);

            data.Count.ShouldBe(execution.Shards.Count);
            data.Zip(execution.Shards, (expected, shard) => expected.Fits(shard.Statement)).ShouldAllBe(fits => fits, $"seed {seed}");
        }
    }

    [Fact]
    public void Fits_EveryFieldButTheStateRoots_Counts()
    {
        Ledger ledger = RandomBatch.Create(1, 50);
        BatchExecution execution = ledger.Replay().Execution!;
        ShardStatement statement = execution.Shards[1].Statement;
        ShardData data = ShardData.Of(Ledger.Domain, execution.Commitment, [.. ledger.Operations.Select(signed => signed.Operation)])[1];
        Digest8 other = EmptySubtrees.At(3);

        data.Fits(statement with { StateIn = other, StateOut = other }).ShouldBeTrue();
        data.Fits(statement with { Domain = other }).ShouldBeFalse();
        data.Fits(statement with { DataIn = other }).ShouldBeFalse();
        data.Fits(statement with { DataOut = other }).ShouldBeFalse();
        data.Fits(statement with { Point = Ext5.One }).ShouldBeFalse();
        data.Fits(statement with { EvaluationIn = Ext5.One }).ShouldBeFalse();
        data.Fits(statement with { EvaluationOut = Ext5.One }).ShouldBeFalse();
        data.Fits(statement with { FeesIn = new Gwei(statement.FeesIn.Value + 1) }).ShouldBeFalse();
        data.Fits(statement with { FeesOut = new Gwei(statement.FeesOut.Value + 1) }).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_OfPublicValues_IsTheStatement()
    {
        ShardStatement statement = RandomBatch.Create(2, 50).Replay().Execution!.Shards[1].Statement with { FeesIn = new Gwei(ulong.MaxValue) };

        ShardStatement.TryRead(statement.ToPublicValues()).ShouldBe(statement);
    }

    [Fact]
    public void TryRead_OtherLengthOrLimbs_IsNone()
    {
        KoalaBear[] values = RandomBatch.Create(2, 20).Replay().Execution!.Shards[0].Statement.ToPublicValues();
        ShardStatement.TryRead(values.AsSpan(1)).ShouldBeNull();
        ShardStatement.TryRead([.. values, KoalaBear.Zero]).ShouldBeNull();
        for (int i = 55; i < 61; i++)
        {
            KoalaBear[] changed = [.. values];
            uint limit = (i - 55) % 3 == 2 ? 1u << 20 : 1u << 22;
            changed[i] = KoalaBear.FromCanonical(limit - 1);
            ShardStatement.TryRead(changed).ShouldNotBeNull();
            changed[i] = KoalaBear.FromCanonical(limit);
            ShardStatement.TryRead(changed).ShouldBeNull($"element {i}");
        }
    }

    [Theory]
    [InlineData("0x00000001")]
    [InlineData("0x0000000100000002")]
    [InlineData("000000010000000200")]
    [InlineData("0x000000017f000001")]
    [InlineData("0x00000001zz000001")]
    public void TryParse_OtherThanCanonicalWords_IsRefused(string text)
    {
        KoalaBear[] elements = new KoalaBear[2];

        WireElements.TryParse(text, elements).ShouldBe(text == "0x0000000100000002");
    }
}
