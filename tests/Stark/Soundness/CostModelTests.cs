using P2PProver.Stark.Soundness;

namespace P2PProver.Stark.Tests.Soundness;

public sealed class CostModelTests
{
    private static ProofParameters Recursion(int logBlowup, int queries) =>
        ProofParameters.P100 with { LogBlowup = logBlowup, QueryCount = queries };

    // The parameters that were planned before anything was measured.
    private static ProofParameters Final(int logBlowup, int queries) => ProofParameters.Final100 with
    {
        LogBlowup = logBlowup,
        QueryCount = queries,
        LogFinalLength = 4,
        CapHeight = 4,
    };

    // One permutation a row; figures of the planning model for the whole verification and the proof in KiB.
    [Theory]
    [InlineData(16, 1, 162, 28286, 669.6)]
    [InlineData(15, 2, 81, 14666, 363.5)]
    [InlineData(15, 3, 54, 10504, 270.6)]
    [InlineData(15, 4, 41, 8518, 225.7)]
    public void RecursionProof_MatchesPlanningModel(int logHeight, int logBlowup, int queries, int permutations, double kibibytes)
    {
        CostEstimate estimate = ProofSizeModel.Estimate(Recursion(logBlowup, queries), Aggregation(logHeight));

        estimate.Permutations.ShouldBe(permutations);
        (estimate.Bytes / 1024).ShouldBe(kibibytes, 0.051);
    }

    [Theory]
    [InlineData(15, 15871, 391)]
    [InlineData(16, 16487, 410)]
    public void RecursionChild_At88Queries_MatchesPlanningModel(int logHeight, int permutations, double kibibytes)
    {
        CostEstimate estimate = ProofSizeModel.Estimate(Recursion(2, 88), Aggregation(logHeight));

        estimate.Permutations.ShouldBe(permutations);
        (estimate.Bytes / 1024).ShouldBe(kibibytes, 1);
    }

    [Theory]
    [InlineData(15, 4, 41, 32, 226)]
    [InlineData(14, 6, 28, 32, 172)]
    [InlineData(13, 8, 20, 32, 131)]
    public void WideFinalCircuit_HasThePlannedSize(int logHeight, int logBlowup, int queries, int digest, double kibibytes) =>
        (ProofSizeModel.Estimate(Final(logBlowup, queries), Wide(logHeight), digest).Bytes / 1024).ShouldBe(kibibytes, 0.55);

    [Theory]
    [InlineData(14, 6, 28, 32, 154)]
    [InlineData(13, 7, 24, 32, 135)]
    [InlineData(13, 8, 20, 32, 121)]
    [InlineData(13, 8, 20, 20, 93)]
    public void NarrowFinalCircuit_HasThePlannedSize(int logHeight, int logBlowup, int queries, int digest, double kibibytes) =>
        (ProofSizeModel.Estimate(Final(logBlowup, queries), Narrow(logHeight), digest).Bytes / 1024).ShouldBe(kibibytes, 0.55);

    [Theory]
    [InlineData(7, 26, 13)]
    [InlineData(8, 22, 14)]
    public void Gas_GrowsWithQueriesAndColumns(int logBlowup, int queries, int logHeight)
    {
        GasEstimate estimate = GasModel.Estimate(Final(logBlowup, queries), Narrow(logHeight));
        GasModel.Estimate(Final(logBlowup, queries + 1), Narrow(logHeight)).TotalGas.ShouldBeGreaterThan(estimate.TotalGas);
        GasModel.Estimate(Final(logBlowup, queries), Wide(logHeight)).ExecutionGas.ShouldBeGreaterThan(estimate.ExecutionGas);
    }

    [Fact]
    public void ChargedGas_IsTheHigherOfTotalAndFloor()
    {
        GasEstimate executionBound = GasModel.Estimate(Final(8, 20), Wide(13));
        executionBound.ChargedGas.ShouldBe(Math.Max(executionBound.FloorGas, executionBound.TotalGas));

        GasEstimate calldataBound = new(100_000, ExecutionGas: 1, TotalGas: 2_000_000, FloorGas: 4_000_000);
        calldataBound.ChargedGas.ShouldBe(4_000_000);
    }

    [Fact]
    public void ExpectedSiblings_OfOneQuery_IsThePathLength() =>
        ProofSizeModel.ExpectedSiblings(depth: 20, queries: 1, capHeight: 4).ShouldBe(16, 1e-9);

    [Fact]
    public void ExpectedSiblings_WhenEveryLeafIsOpened_IsNearZero() =>
        ProofSizeModel.ExpectedSiblings(depth: 3, queries: 1000, capHeight: 0).ShouldBe(0, 1e-9);

    private static TableShape[] Aggregation(int logHeight) =>
    [
        Shape("perm", logHeight, 24, 185, 6, next: true),
        Shape("dot", logHeight, 20, 60, 8, next: true),
        Shape("ext", logHeight, 16, 20, 4, next: false),
        Shape("base", logHeight, 16, 12, 4, next: false),
        Shape("public", 8, 2, 8, 2, next: false, degree: 2),
    ];

    private static TableShape[] Wide(int logHeight) =>
    [
        Shape("perm", logHeight, 24, 185, 6, next: true),
        Shape("dot", logHeight - 1, 20, 60, 8, next: true),
        Shape("ext", logHeight - 1, 16, 20, 4, next: false),
        Shape("base", logHeight - 1, 16, 12, 4, next: false),
    ];

    private static TableShape[] Narrow(int logHeight) =>
    [
        Shape("perm", logHeight + 2, 16, 62, 3, next: true),
        Shape("dot", logHeight, 20, 60, 8, next: true),
        Shape("ext", logHeight, 16, 20, 4, next: false),
    ];

    private static TableShape Shape(
        string name, int logHeight, int preprocessed, int main, int permutation, bool next, int degree = 3) =>
        new(
            name, logHeight, preprocessed, main, permutation, degree, UsesNextMain: next, UsesNextPreprocessed: false,
            ConstraintCount: 200, InteractionCount: 4, MaxTupleWidth: 9);
}
