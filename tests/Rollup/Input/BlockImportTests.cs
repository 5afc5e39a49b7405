using System.Text;
using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;
using P2PProver.Testing;

namespace P2PProver.Rollup.Tests.Input;

public sealed class BlockImportTests
{
    private const string Alice = "0x00000000000000000000000000000000000000aa";
    private const string Bob = "0x00000000000000000000000000000000000000bb";

    [Fact]
    public void Add_RealBlock_TakesItsPlainTransfers()
    {
        byte[] json = File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests", "Vectors", "blocks", "ethereum-19923400.json"));
        BlockImport import = new(1 << 24);

        import.Add(json, out _).ShouldBe(ImportFault.None);

        Workload workload = import.Workload;
        workload.Transfers.Count.ShouldBe(6);
        (workload.Transfers.Count + import.SkippedCalls + import.SkippedCreations + import.SkippedAmounts).ShouldBe(24);
        workload.Labels.ShouldBeUnique(StringComparer.Ordinal);
        workload.Labels.ShouldAllBe(label => label.StartsWith("0x", StringComparison.Ordinal) && label.Length == 42);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{0}}}")]
    public void Add_AnswerOfANode_WithAndWithoutEnvelope(string envelope)
    {
        string block = Block(
            Transaction(Alice, Bob, "0x3b9aca00", "0x"),
            Transaction(Bob, Alice, "0x77359400", "0x"),
            Transaction(Alice, Bob, "0x3b9ac9ff", "0x"),
            Transaction(Alice, Bob, "0x3b9aca00", "0xa9059cbb"),
            Transaction(Alice, null, "0x0", "0x6080"),
            Transaction(Alice, Bob, "0x" + new string('f', 64), "0x"));
        BlockImport import = new(100, "operator");

        import.Add(Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, envelope, block)), out _).ShouldBe(ImportFault.None);

        import.Workload.Labels.Count.ShouldBe(3);
        import.Workload.Transfers.ShouldBe(
        [
            new TransferRequest(new AccountIndex(1), new AccountIndex(2), new Gwei(1)),
            new TransferRequest(new AccountIndex(2), new AccountIndex(1), new Gwei(2)),
        ]);
        (import.SkippedCalls, import.SkippedCreations, import.SkippedAmounts, import.BlockCount).ShouldBe((1, 1, 2, 1));
    }

    [Fact]
    public void Add_SeveralBlocks_GivesAnAddressOneAccount()
    {
        BlockImport import = new(2);
        for (int i = 0; i < 3; i++)
        {
            import.Add(Encoding.UTF8.GetBytes(Block(Transaction(Alice, Bob, "2000000000", "0x"))), out _).ShouldBe(ImportFault.None);
        }

        import.Workload.Labels.Count.ShouldBe(2);
        import.Workload.Transfers.Count.ShouldBe(3);
        string third = Alice.Replace("aa", "cc", StringComparison.Ordinal);
        import.Add(Encoding.UTF8.GetBytes(Block(Transaction(Alice, third, "2000000000", "0x"))), out _).ShouldBe(ImportFault.TooManyAccounts);
        import.Workload.Transfers.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("", ImportFault.NotJson)]
    [InlineData("{", ImportFault.NotJson)]
    [InlineData("[]", ImportFault.NoTransactions)]
    [InlineData("{}", ImportFault.NoTransactions)]
    [InlineData("{\"result\":null}", ImportFault.NoTransactions)]
    [InlineData("{\"transactions\":{}}", ImportFault.NoTransactions)]
    [InlineData("{\"transactions\":[\"0x12\"]}", ImportFault.HashesOnly)]
    [InlineData("{\"transactions\":[7]}", ImportFault.MalformedTransaction)]
    [InlineData("{\"transactions\":[{}]}", ImportFault.MalformedTransaction)]
    [InlineData("{\"transactions\":[{\"from\":\"0x00000000000000000000000000000000000000aa\",\"to\":7,\"value\":\"1\",\"input\":\"0x\"}]}", ImportFault.MalformedTransaction)]
    public void Add_WhatIsNoBlock_IsRefused(string json, ImportFault expected)
    {
        new BlockImport(10).Add(Encoding.UTF8.GetBytes(json), out _).ShouldBe(expected);
    }

    [Theory]
    [InlineData("0xzz", Bob, "1", "0x")]
    [InlineData(null, Bob, "1", "0x")]
    [InlineData(Alice, "0x12", "1", "0x")]
    [InlineData(Alice, "\\ud800", "1", "0x")]
    [InlineData(Alice, Bob, "-1", "0x")]
    [InlineData(Alice, Bob, "0xg", "0x")]
    [InlineData(Alice, Bob, "1.5", "0x")]
    [InlineData(Alice, Bob, null, "0x")]
    [InlineData(Alice, Bob, "1", null)]
    public void Add_MalformedField_IsRefusedAtItsPlace(string? from, string? to, string? value, string? input)
    {
        BlockImport import = new(10);
        byte[] json = Encoding.UTF8.GetBytes(Block(Transaction(Alice, Bob, "2000000000", "0x"), Transaction(from, to, value, input)));

        import.Add(json, out int position).ShouldBe(ImportFault.MalformedTransaction);
        position.ShouldBe(1);
        import.Workload.Transfers.ShouldBeEmpty();
    }

    [Fact]
    public void Add_AnyMutation_NeverThrows()
    {
        byte[] json = Encoding.UTF8.GetBytes(Block(Transaction(Alice, Bob, "2000000000", "0x"), Transaction(Bob, null, "0x1", "0x60")));
        for (ulong seed = 0; seed < 2000; seed++)
        {
            new BlockImport(10).Add(Mutation.Next(new Prng(seed), json), out _);
        }
    }

    private static string Block(params string[] transactions) =>
        $$"""{"number":"0x1","hash":"0x12","transactions":[{{string.Join(',', transactions)}}]}""";

    private static string Transaction(string? from, string? to, string? value, string? input) =>
        $$"""{"hash":"0x1","from":{{Text(from)}},"to":{{Text(to)}},"value":{{Text(value)}},"input":{{Text(input)}}}""";

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
