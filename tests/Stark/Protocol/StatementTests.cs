using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Protocol;

/// <summary>False statements: whatever the prover does honestly with a wrong witness, no verifier accepts.</summary>
public sealed class StatementTests : IDisposable
{
    private const int Steps = 0;
    private const int Pairs = 1;
    private const int RangeTable = 2;
    private const int FlagColumn = 2;
    private const int UsedColumn = 2;

    private readonly ProofFixture _fixture = new(ProofParameters.InsecureTest);

    public void Dispose() => _fixture.Dispose();

    // Rows of the pairs table that are not used may hold anything in x and y: their multiplicity is zero.
    [Fact]
    public void Pitfall23_EveryCellOfEveryTraceChanged_IsRefused()
    {
        int[][] sizes = [.. Witness().Traces.Select(trace => new[] { trace.Height, trace.Width })];
        for (int table = 0; table < sizes.Length; table++)
        {
            for (int row = 0; row < sizes[table][0]; row++)
            {
                for (int column = 0; column < sizes[table][1]; column++)
                {
                    SmallWitness witness = Witness();
                    bool free = table == Pairs && column != UsedColumn && witness.Traces[Pairs][row, UsedColumn].IsZero;
                    witness.Traces[table][row, column] += KoalaBear.One;

                    Verdict(witness).IsValid.ShouldBe(free, $"table {table}, row {row}, column {column}");
                }
            }
        }
    }

    [Fact]
    public void Pitfall07_TupleSentButNotReceived_LeavesTheBusUnbalanced()
    {
        SmallWitness witness = Witness();
        witness.Traces[RangeTable][0, 0] += KoalaBear.One;

        Verdict(witness).Status.ShouldBe(VerifyStatus.TerminalSum);
    }

    [Fact]
    public void Pitfall12_RandomContentsOfPaddingRows_ChangeNothing()
    {
        Prng prng = new(ProofFixture.Seed);
        SmallWitness witness = Witness();
        for (int row = 0; row < witness.Traces[Pairs].Height; row++)
        {
            if (witness.Traces[Pairs][row, UsedColumn].IsZero)
            {
                witness.Traces[Pairs][row, 0] = prng.NextField();
                witness.Traces[Pairs][row, 1] = prng.NextField();
            }
        }

        Verdict(witness).ShouldBe(VerifyResult.Valid);
    }

    [Fact]
    public void Pitfall25_PaddingRowThatTakesPart_IsRefused()
    {
        SmallWitness witness = Witness();
        int last = witness.Traces[Pairs].Height - 1;
        witness.Traces[Pairs][last, UsedColumn].IsZero.ShouldBeTrue();
        witness.Traces[Pairs][last, UsedColumn] = KoalaBear.One;

        Verdict(witness).Status.ShouldBe(VerifyStatus.TerminalSum);
    }

    [Fact]
    public void Pitfall13_FlagThatIsNoBit_IsRefused()
    {
        SmallWitness witness = Witness();
        witness.Traces[Steps][1, FlagColumn] = KoalaBear.FromCanonical(2);

        Verdict(witness).IsValid.ShouldBeFalse();
    }

    // A violated constraint makes the quotient no polynomial: its chunks have too high a degree or disagree with it at zeta.
    [Fact]
    public void Pitfall24_TraceThatViolatesAConstraint_GivesNoValidProof()
    {
        SmallWitness witness = Witness();
        witness.Traces[Steps][5, 3] += KoalaBear.One;

        Verdict(witness).Status.ShouldBe(VerifyStatus.ConstraintMismatch);
    }

    [Fact]
    public void Pitfall06_TablesInAnotherOrder_AreAnotherStatement()
    {
        Machine permuted = new("small", 1, SmallMachine.Machine.Tables.Reverse(), publicValueCount: 3);
        VerifyingKey other = new(permuted, _fixture.Key.Parameters, _fixture.Key.PreprocessedCap);

        other.Digest.ShouldNotBe(_fixture.Key.Digest);
        StarkVerifier.Verify(other, _fixture.PublicValues, _fixture.Proof).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Pitfall06_MissingOrExtraTables_AreAnotherStatement()
    {
        Table[] tables = [.. SmallMachine.Machine.Tables];
        TableBuilder builder = new("extra", 4);
        builder.AssertBool(builder.Main("bit"), "bit");
        foreach (Machine machine in new[]
        {
            new Machine("small", 1, tables[..2], publicValueCount: 3),
            new Machine("small", 1, [.. tables, builder.Build()], publicValueCount: 3),
        })
        {
            VerifyingKey other = new(machine, _fixture.Key.Parameters, _fixture.Key.PreprocessedCap);
            StarkVerifier.Verify(other, _fixture.PublicValues, _fixture.Proof).IsValid.ShouldBeFalse();
        }
    }

    [Fact]
    public void Pitfall08_TableWithoutInteractions_HasNoTerminal()
    {
        TableBuilder builder = new("alone", 4);
        builder.AssertBool(builder.Main("bit"), "bit");
        Machine machine = new("small", 1, [.. SmallMachine.Machine.Tables, builder.Build()], publicValueCount: 3);

        ProofShape shape = new(ProofParameters.InsecureTest, machine.Shapes);

        shape.TerminalCount.ShouldBe(3);
        shape.Find(CommitmentKind.Permutation)!.Matrices.Select(matrix => matrix.Table).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void PreprocessedValuesOfAnotherCircuit_AreRefused()
    {
        FieldMatrix?[] preprocessed = SmallMachine.Preprocessed();
        preprocessed[0]![3, 0] += KoalaBear.One;
        using ProvingKey other = ProvingKey.Create(SmallMachine.Machine, _fixture.Key.Parameters, preprocessed, _fixture.Backend);

        other.VerifyingKey.Digest.ShouldNotBe(_fixture.Key.Digest);
        StarkVerifier.Verify(other.VerifyingKey, _fixture.PublicValues, _fixture.Proof).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void ProofOfAnotherStatement_IsRefused()
    {
        SmallWitness other = SmallMachine.Witness(ProofFixture.Seed + 1);
        byte[] proof = _fixture.Prove(other);

        StarkVerifier.Verify(_fixture.Key, other.PublicValues, proof).ShouldBe(VerifyResult.Valid);
        _fixture.Verify(proof).IsValid.ShouldBeFalse();
    }

    private static SmallWitness Witness() => SmallMachine.Witness(ProofFixture.Seed);

    private VerifyResult Verdict(SmallWitness witness) => StarkVerifier.Verify(_fixture.Key, witness.PublicValues, _fixture.Prove(witness));
}
