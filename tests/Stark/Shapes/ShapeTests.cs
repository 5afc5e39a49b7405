using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark.Tests.Protocol;

namespace P2PProver.Stark.Tests.Shapes;

/// <summary>What is refused before any proof exists: parameters, tables and machines that no sound protocol fits.</summary>
public sealed class ShapeTests
{
    public static TheoryData<ProofParameters> MalformedParameters
    {
        get
        {
            ProofParameters set = ProofParameters.P100;
            return
            [
                set with { Name = string.Empty },
                set with { LogBlowup = 0 },
                set with { QueryCount = 0 },
                set with { QueryGrindingBits = 31 },
                set with { QueryGrindingBits = 32 },
                set with { BatchGrindingBits = -1 },
                set with { LookupGrindingBits = 64 },
                set with { FoldGrindingBits = 31 },
                set with { LogFoldingArity = 0 },
                set with { LogFoldingArity = 6 },
                set with { LogFinalLength = -1 },
                set with { CapHeight = -1 },
                set with { CapHeight = 9 },
                set with { Hash = (HashId)99 },
            ];
        }
    }

    [Theory]
    [MemberData(nameof(MalformedParameters))]
    public void Pitfall17_MalformedParameters_AreRefused(ProofParameters parameters)
    {
        parameters.Validate().ShouldNotBeNull();
        Should.Throw<ArgumentException>(() => new ProofShape(parameters, [Shape(10)]));
    }

    [Fact]
    public void NamedSets_AreWellFormed()
    {
        ProofParameters[] sets =
        [
            ProofParameters.P100, ProofParameters.P124, ProofParameters.Shrink100, ProofParameters.Final100, ProofParameters.InsecureTest,
        ];

        sets.ShouldAllBe(set => set.Validate() == null);
        sets.ToHashSet(EqualityComparer<ProofParameters>.Create((a, b) => a!.Encode().SequenceEqual(b!.Encode()), a => a.QueryCount)).Count.ShouldBe(sets.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(23)]
    [InlineData(24)]
    public void Pitfall16And17_HeightsOutsideTheDomain_AreRefused(int logHeight) =>
        Should.Throw<ArgumentException>(() => new ProofShape(ProofParameters.P100, [Shape(10), Shape(logHeight)]));

    [Theory]
    [InlineData(3)]
    [InlineData(22)]
    public void ExtremeHeights_AreAccepted(int logHeight) =>
        new ProofShape(ProofParameters.P100, [Shape(logHeight)]).Schedule.LogMaxSize.ShouldBe(logHeight + 2);

    [Fact]
    public void Pitfall16_OneRowTables_AreRefusedWhateverTheFinalLength() =>
        Should.Throw<ArgumentException>(() => new ProofShape(ProofParameters.InsecureTest with { LogFinalLength = 0 }, [Shape(0)]));

    [Fact]
    public void Pitfall24_DegreeAboveTheBlowup_IsRefused() =>
        Should.Throw<ArgumentException>(() => new ProofShape(ProofParameters.P100, [Shape(10) with { MaxDegree = 6 }]));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    [InlineData(6, 8)]
    public void QuotientChunks_FollowTheDegree(int degree, int chunks) => (Shape(10) with { MaxDegree = degree }).QuotientChunks.ShouldBe(chunks);

    [Fact]
    public void Pitfall18_EveryMatrixIsOpenedSomewhere_WithPowersOfItsOwn()
    {
        ProofShape shape = new(ProofParameters.InsecureTest, SmallMachine.Machine.Shapes);

        int[] matrices = [.. shape.Commitments.Select(commitment => commitment.Matrices.Length)];
        shape.Openings.Select(block => (block.Commitment, block.Matrix)).Distinct().Count().ShouldBe(matrices.Sum());
        foreach (int height in shape.LogHeights)
        {
            int width = shape.BatchedWidth(height);
            OpeningBlock[] blocks = [.. shape.Openings.Where(block => block.LogHeight == height)];
            int[] powers = [.. blocks.SelectMany(block => Enumerable.Range(block.BatchExponent, block.Width))];
            powers.ShouldBeUnique();
            blocks.ShouldAllBe(block => block.BatchExponent + block.Width <= (block.IsNext ? 2 : 1) * width);
            blocks.ShouldAllBe(block => block.BatchExponent >= (block.IsNext ? width : 0));
        }
    }

    [Fact]
    public void Pitfall10_OneBusWithTwoWidths_IsRefused()
    {
        TableBuilder sender = new("sender", 3);
        sender.Send(new Bus("bus", 1), [sender.Main("x")], 1);
        TableBuilder receiver = new("receiver", 3);
        Column y = receiver.Main("y");
        receiver.Receive(new Bus("bus", 2), [0, y], 1);

        Should.Throw<AirDefinitionException>(() => new Machine("m", 1, [sender.Build(), receiver.Build()], 0));
    }

    [Fact]
    public void Pitfall11_MultiplicitiesThatCanReachTheModulus_AreRefused()
    {
        TableBuilder sender = new("sender", 20);
        Bus bus = new("bus", 1);
        Column x = sender.Main("x");
        sender.Send(bus, [x], x, MultiplicityBound.PerRow(1 << 11));

        Should.Throw<AirDefinitionException>(() => new Machine("m", 1, [sender.Build()], 0));
    }

    [Fact]
    public void MachineMistakes_AreRefused()
    {
        TableBuilder reader = new("reader", 3);
        reader.AssertEqual(reader.Main("x"), reader.PublicValue(2), "x");
        Table table = reader.Build();

        Should.Throw<AirDefinitionException>(() => new Machine("m", 1, [], 0));
        Should.Throw<AirDefinitionException>(() => new Machine("m", 1, [table, table], 3));
        Should.Throw<AirDefinitionException>(() => new Machine("m", 1, [table], 2));
    }

    [Fact]
    public void Pitfall19_PointsOnAnyDomain_AreFoundBeforeAnyDivision()
    {
        ProofShape shape = new(ProofParameters.InsecureTest, SmallMachine.Machine.Shapes);
        foreach (int height in shape.LogHeights)
        {
            for (ulong i = 0; i < 4; i++)
            {
                KoalaBear onTrace = KoalaBear.TwoAdicGenerator(height).Pow(i);
                KoalaBear onCoset = KoalaBear.Generator * KoalaBear.TwoAdicGenerator(height + shape.Parameters.LogBlowup).Pow(i);

                new ConstraintCheck<Ext5, NativeAlgebra>(default).IsOutsideDomains(shape, Ext5.FromBase(onTrace)).ShouldBeFalse();
                new ConstraintCheck<Ext5, NativeAlgebra>(default).IsOutsideDomains(shape, Ext5.FromBase(onCoset)).ShouldBeFalse();
            }
        }

        new ConstraintCheck<Ext5, NativeAlgebra>(default).IsOutsideDomains(shape, new Prng(1).NextExt()).ShouldBeTrue();
    }

    [Fact]
    public void Pitfall22_QueryIndices_FillTheirRangeEvenly()
    {
        ProofParameters parameters = ProofParameters.InsecureTest with { QueryCount = 1024 };
        VerifyingKey key = new(SmallMachine.Machine, parameters, [.. new Digest8[2]]);
        int[] queries = new ProtocolTranscript(key, new KoalaBear[3]).SampleQueries();
        int size = 1 << key.Shape.Schedule.LogMaxSize;

        queries.ShouldAllBe(query => query >= 0 && query < size);
        for (int bit = 1; bit < size; bit <<= 1)
        {
            queries.Count(query => (query & bit) != 0).ShouldBeInRange(400, 624);
        }
    }

    [Fact]
    public void Pitfall34_FieldHash_BindsTheLength() =>
        FieldHash.OfBytes([1]).ShouldNotBe(FieldHash.OfBytes([1, 0]));

    [Fact]
    public void HeadBytes_AreWhatTheWriterWrites()
    {
        ProofShape shape = new(ProofParameters.InsecureTest, SmallMachine.Machine.Shapes);
        ProofWriter writer = new(shape.Parameters, ProofForm.Compact);

        writer.WriteHead(shape, ProofHead.Create(shape));

        writer.ToArray().Length.ShouldBe(shape.HeadBytes);
    }

    private static TableShape Shape(int logHeight) => new(
        "table", logHeight, PreprocessedWidth: 0, MainWidth: 4, PermutationWidth: 0, MaxDegree: 3, UsesNextMain: false,
        UsesNextPreprocessed: false, ConstraintCount: 4, InteractionCount: 0, MaxTupleWidth: 0);
}
