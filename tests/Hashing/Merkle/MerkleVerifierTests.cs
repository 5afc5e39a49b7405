using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>Openings of one family: every valid one is accepted, and every change of a valid one is refused.</summary>
public abstract class MerkleVerifierTests<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
{
    [Fact]
    public void Check_RandomIndices_IsValidAtEveryCapHeight()
    {
        Prng prng = new(2);
        for (int capHeight = 0; capHeight <= 3; capHeight++)
        {
            using MerkleFixture<TFamily> fixture = new(capHeight);
            for (int i = 0; i < 30; i++)
            {
                int[] indices = [.. Enumerable.Range(0, prng.NextInt(1, 40)).Select(_ => prng.NextInt(64))];
                MerkleOpening opening = fixture.Tree.OpenMulti(indices);
                opening.Siblings.Length.ShouldBe(fixture.Shape.SiblingCount(indices));
                MerkleVerifier<TFamily>.Check(fixture.Shape, fixture.Cap, indices, opening.Rows, opening.Siblings)
                    .ShouldBe(MerkleVerdict.Valid, $"indices {string.Join(' ', indices)}, seed {prng.Seed}");
            }
        }
    }

    [Fact]
    public void Check_AllLeaves_NeedsNoSiblings()
    {
        using MerkleFixture<TFamily> fixture = new(0);
        int[] indices = [.. Enumerable.Range(0, 64)];
        MerkleOpening opening = fixture.Tree.OpenMulti(indices);
        opening.Siblings.ShouldBeEmpty();
        MerkleVerifier<TFamily>.Verify(fixture.Shape, fixture.Cap, indices, opening.Rows, opening.Siblings).ShouldBeTrue();
    }

    [Fact]
    public void Check_EveryRowElementChanged_IsRefused()
    {
        using MerkleFixture<TFamily> fixture = new();
        fixture.Check().ShouldBe(MerkleVerdict.Valid);
        for (int i = 0; i < fixture.Rows.Length; i++)
        {
            KoalaBear original = fixture.Rows[i];
            fixture.Rows[i] += KoalaBear.One;

            // Index 3 is opened twice, and 3, 35, 11 share rows of the lower matrices.
            fixture.Check().ShouldBeOneOf([MerkleVerdict.CapMismatch, MerkleVerdict.RowsDisagree], $"element {i}");
            fixture.Rows[i] = original;
        }
    }

    [Fact]
    public void Check_EverySiblingChanged_IsRefused()
    {
        using MerkleFixture<TFamily> fixture = new();
        for (int i = 0; i < fixture.Siblings.Length; i++)
        {
            Digest8 original = fixture.Siblings[i];
            fixture.Siblings[i] = TFamily.Compress(original, original);
            fixture.Check().ShouldBe(MerkleVerdict.CapMismatch, $"sibling {i}");
            fixture.Siblings[i] = original;
        }

        for (int i = 1; i < fixture.Siblings.Length; i++)
        {
            (fixture.Siblings[i - 1], fixture.Siblings[i]) = (fixture.Siblings[i], fixture.Siblings[i - 1]);
            fixture.Check().ShouldBe(MerkleVerdict.CapMismatch, $"siblings {i - 1} and {i} exchanged");
            (fixture.Siblings[i - 1], fixture.Siblings[i]) = (fixture.Siblings[i], fixture.Siblings[i - 1]);
        }

        fixture.Check().ShouldBe(MerkleVerdict.Valid);
    }

    [Fact]
    public void Check_CapDigestOfAnOpenedSubtreeChanged_IsRefused()
    {
        using MerkleFixture<TFamily> fixture = new();
        for (int i = 0; i < fixture.Cap.Length; i++)
        {
            Digest8 original = fixture.Cap[i];
            fixture.Cap[i] = TFamily.Compress(original, original);
            bool opened = fixture.Indices.Any(index => index % fixture.Cap.Length == i);
            fixture.Check().ShouldBe(opened ? MerkleVerdict.CapMismatch : MerkleVerdict.Valid, $"digest {i}");
            fixture.Cap[i] = original;
        }
    }

    [Fact]
    public void Check_EveryIndexChanged_IsRefused()
    {
        using MerkleFixture<TFamily> fixture = new();
        for (int q = 0; q < fixture.Indices.Length; q++)
        {
            int original = fixture.Indices[q];
            for (int index = -1; index <= 64; index++)
            {
                if (index != original)
                {
                    fixture.Indices[q] = index;
                    fixture.Check().ShouldNotBe(MerkleVerdict.Valid, $"index {original} as {index}");
                }
            }

            fixture.Indices[q] = original;
        }

        foreach (int index in new[] { -1, 64, int.MinValue, int.MaxValue })
        {
            fixture.Indices[0] = index;
            fixture.Check().ShouldBe(MerkleVerdict.IndexOutOfRange);
            fixture.Shape.SiblingCount([index]).ShouldBe(-1);
        }
    }

    [Fact]
    public void Check_WrongLengths_AreRefusedWithTheirReason()
    {
        using MerkleFixture<TFamily> fixture = new();
        KoalaBear[] rows = fixture.Rows;
        Digest8[] siblings = fixture.Siblings;
        Digest8[] cap = fixture.Cap;
        foreach (KoalaBear[] other in new[] { [], rows[1..], [.. rows, KoalaBear.Zero], [.. rows, .. rows] })
        {
            fixture.Rows = other;
            fixture.Check().ShouldBe(MerkleVerdict.RowLength);
        }

        fixture.Rows = rows;
        foreach (Digest8[] other in new[] { [], siblings[1..], siblings[..^1], [.. siblings, siblings[0]] })
        {
            fixture.Siblings = other;
            fixture.Check().ShouldBe(MerkleVerdict.SiblingCount);
        }

        fixture.Siblings = siblings;
        foreach (Digest8[] other in new[] { [], cap[..1], cap[1..], [.. cap, .. cap] })
        {
            fixture.Cap = other;
            fixture.Check().ShouldBe(MerkleVerdict.CapLength);
        }

        fixture.Cap = cap;
        MerkleVerifier<TFamily>.Check(fixture.Shape, cap, [], [], []).ShouldBe(MerkleVerdict.NoIndices);
        fixture.Check().ShouldBe(MerkleVerdict.Valid);
    }

    [Fact]
    public void Check_OtherShapesOfEqualRowLength_AreRefused()
    {
        using MerkleFixture<TFamily> fixture = new();
        MatrixShape[][] others =
        [
            [new(6, 6), new(3, 4), new(6, 11), new(5, 3)], // The boundary of same-height matrices only moves elements if others lie between.
            [new(6, 5), new(3, 3), new(6, 12), new(5, 4)],
            [new(6, 12), new(3, 4), new(6, 5), new(5, 3)],
            [new(6, 5), new(5, 4), new(6, 12), new(3, 3)],
            [new(6, 5), new(6, 4), new(6, 12), new(5, 3)],
            [new(6, 5), new(2, 4), new(6, 12), new(5, 3)],
            [new(6, 9), new(6, 12), new(5, 3)],
        ];
        foreach (MatrixShape[] other in others)
        {
            MerkleVerdict verdict = MerkleVerifier<TFamily>.Check(new(other, 2), fixture.Cap, fixture.Indices, fixture.Rows, fixture.Siblings);
            verdict.ShouldNotBe(MerkleVerdict.Valid, string.Join(' ', other));
        }
    }

    [Fact]
    public void Check_CapOfAnotherHeight_IsRefused()
    {
        using MerkleFixture<TFamily> fixture = new(3);
        MerkleShape lower = new(fixture.Shape.Matrices, 2);
        MerkleVerifier<TFamily>.Check(lower, fixture.Cap, fixture.Indices, fixture.Rows, fixture.Siblings).ShouldBe(MerkleVerdict.CapLength);
        MerkleVerifier<TFamily>.Check(lower, fixture.Cap.AsSpan(0, 4), fixture.Indices, fixture.Rows, fixture.Siblings).ShouldNotBe(MerkleVerdict.Valid);
    }

    [Fact]
    public void Check_RepeatedIndexWithOtherRow_IsRefused()
    {
        using MerkleFixture<TFamily> fixture = new();
        int width = fixture.Shape.RowWidth;
        fixture.Rows.AsSpan(0, width).CopyTo(fixture.Rows.AsSpan(4 * width));
        fixture.Check().ShouldBe(MerkleVerdict.Valid, "indices 0 and 4 are the same row");
        fixture.Rows[4 * width] += KoalaBear.One;
        fixture.Check().ShouldBe(MerkleVerdict.RowsDisagree);
    }

    [Fact]
    public void Expand_ValidOpening_GivesThePlainPaths()
    {
        using MerkleFixture<TFamily> fixture = new();
        MerkleVerdict verdict = MerkleVerifier<TFamily>.Expand(
            fixture.Shape, fixture.Cap, fixture.Indices, fixture.Rows, fixture.Siblings, out Digest8[][] paths);
        verdict.ShouldBe(MerkleVerdict.Valid);
        for (int q = 0; q < paths.Length; q++)
        {
            paths[q].ShouldBe(fixture.Tree.OpenPath(fixture.Indices[q]), $"index {fixture.Indices[q]}");
        }

        fixture.Siblings[0] = fixture.Siblings[1];
        MerkleVerifier<TFamily>.Expand(fixture.Shape, fixture.Cap, fixture.Indices, fixture.Rows, fixture.Siblings, out paths)
            .ShouldBe(MerkleVerdict.CapMismatch);
        paths.ShouldBeEmpty();
    }

    [Fact]
    public void OpenMulti_IndicesOutOfRange_AreRefused()
    {
        using MerkleFixture<TFamily> fixture = new();
        Should.Throw<ArgumentOutOfRangeException>(() => fixture.Tree.OpenMulti([]));
        Should.Throw<ArgumentOutOfRangeException>(() => fixture.Tree.OpenMulti([1, 64]));
        Should.Throw<ArgumentOutOfRangeException>(() => fixture.Tree.OpenMulti([-1]));
    }
}
