using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion.Tests.Circuit;

public sealed class QuerySegmentTests
{
    private const ulong Seed = 0x5E6;

    private readonly Prng _prng = new(Seed);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Openings_OfATree_AreAcceptedWithTheirSums(int logCap)
    {
        using MerkleCase tree = new(_prng, logCap);
        Ext5 challenge = _prng.NextExt();
        CircuitCase c = new();
        BlockTable cap = tree.InputCap(c);
        QuerySegment segment = c.Builder.BeginQueries(c.Input(challenge));
        int[] indices = [0, 31, 13, 13, 22];
        (Extension Low, Extension Tall)[] sums =
            [.. indices.Select(index => tree.Open(c, segment, cap, c.Input((uint)index), index))];

        CircuitWitness witness = c.Check();

        for (int i = 0; i < indices.Length; i++)
        {
            (Ext5 low, Ext5 tall) = tree.Sums(indices[i], challenge);
            witness.ValueOf(sums[i].Low).ShouldBe(low);
            witness.ValueOf(sums[i].Tall).ShouldBe(tall);
        }
    }

    [Fact]
    public void HashedBlocks_OfAFriTree_AreAccepted()
    {
        using FieldMatrix rows = FieldMatrix.FromRows(CircuitCase.Random(_prng, 40 << 4), 40);
        using MerkleTree<Poseidon2Family> tree = MerkleTree<Poseidon2Family>.Commit([rows], 2, threads: 1);
        CircuitCase c = new();
        foreach (Digest8 digest in tree.Cap)
        {
            c.Tape.AddRange(digest.Elements);
        }

        BlockTable cap = c.Builder.InputTable(2);
        QuerySegment segment = c.Builder.BeginQueries(c.Builder.One);
        PackedExtensions row = c.Input([.. Enumerable.Range(0, 8).Select(i => new Ext5(rows.Row(9).Slice(5 * i, 5)))]);
        Scalar position = c.Input(9);
        segment.HashBlocks(row.Blocks);
        c.Tape.AddRange(tree.OpenPath(9).SelectMany(sibling => sibling.Elements.ToArray()));
        segment.VerifyPath(position, 4, cap);

        c.Check();
    }

    /// <summary>Rows, siblings and cap, one element after the other (pitfall 29: a check that is silently skipped).</summary>
    [Fact]
    public void Pitfall29_AnyChangedElementOfAnOpening_IsRefused()
    {
        using MerkleCase tree = new(_prng, logCap: 1);
        for (int changed = 0; changed < 16 + 1 + 24 + 32; changed++)
        {
            CircuitCase c = new();
            BlockTable cap = tree.InputCap(c);
            Scalar position = c.Input(13);
            QuerySegment segment = c.Builder.BeginQueries(c.Builder.One);
            tree.Open(c, segment, cap, position, 13);

            // The path of leaf 13 ends in entry 1 of the cap; entry 0 is read by nobody.
            if (changed is < 8)
            {
                continue;
            }

            c.Tape[changed] += KoalaBear.One;
            c.Fault().Kind.ShouldBe(FaultKind.MerkleMismatch, FormattableString.Invariant($"seed {Seed}, element {changed}"));
        }
    }

    [Theory]
    [InlineData(14u)]
    [InlineData(12u)]
    [InlineData(29u)]
    [InlineData(13u + 32)]
    public void Opening_AtAnotherPosition_IsRefused(uint position)
    {
        using MerkleCase tree = new(_prng, logCap: 1);
        CircuitCase c = new();
        BlockTable cap = tree.InputCap(c);
        QuerySegment segment = c.Builder.BeginQueries(c.Builder.One);
        tree.Open(c, segment, cap, c.Input(position), 13);

        CircuitProgram program = c.Builder.Build();
        CircuitWitness witness = program.EvaluateAll([.. c.Tape], [], out _);
        CircuitCase.Finding(witness).ShouldNotBeNull();
    }

    [Fact]
    public void Segment_UsedInAnotherOrder_Throws()
    {
        CircuitBuilder builder = new(0);
        QuerySegment segment = builder.BeginQueries(builder.One);
        BlockTable cap = builder.InputTable(1);

        Should.Throw<InvalidOperationException>(() => segment.HashRow(1));
        Should.Throw<InvalidOperationException>(() => segment.VerifyPath(builder.Zero, 3, cap));
        segment.StartSum();
        segment.HashRow(1);
        Should.Throw<ArgumentOutOfRangeException>(() => segment.VerifyPath(builder.Zero, 1, cap));
        Should.Throw<ArgumentException>(() => segment.VerifyPath(builder.Zero, 3, cap, (0, cap[0])));
    }
}
