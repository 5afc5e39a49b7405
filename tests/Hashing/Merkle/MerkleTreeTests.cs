using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

public sealed class MerkleTreeTests
{
    /// <summary>Shapes as (log height, width) pairs, and a cap height.</summary>
    public static TheoryData<(int LogHeight, int Width)[], int> Shapes => new()
    {
        { [(0, 3)], 0 },
        { [(1, 1)], 1 },
        { [(5, 7)], 0 },
        { [(5, 7), (5, 9)], 2 },
        { [(4, 5), (6, 20), (4, 3), (2, 1)], 1 },
        { [(10, 33), (9, 8), (3, 17)], 3 },
        { [(7, 100), (4, 5)], 4 },
    };

    [Fact]
    public void Commit_MixedHeightVector_IsReproduced()
    {
        // Own computation with Plonky3's semantics; its rows are in bit-reversed order, ours in natural order.
        using FieldMatrix a = FieldMatrix.FromRows(Elements.Of(0, 1, 2, 20, 21, 22, 10, 11, 12, 30, 31, 32), 3);
        using FieldMatrix b = FieldMatrix.FromRows(Elements.Of(7, 8, 9, 10), 2);
        using MerkleTree<Poseidon2Family> tree = MerkleTree<Poseidon2Family>.Commit([a, b], 0, 1);
        Elements.Canonical(tree.Cap[0]).ShouldBe(
            [537049157u, 1761246210, 604370803, 1544147832, 2013350057, 139975703, 1557743848, 1993895847]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Commit_EveryFamily_AgreesWithTheTextbookTree((int LogHeight, int Width)[] shape, int capHeight)
    {
        AgreesWithTheTextbookTree<Poseidon2Family>(shape, capHeight);
        AgreesWithTheTextbookTree<Poseidon1Family>(shape, capHeight);
        AgreesWithTheTextbookTree<Keccak32Family>(shape, capHeight);
        AgreesWithTheTextbookTree<Keccak26Family>(shape, capHeight);
    }

    [Fact]
    public void Commit_AnyNumberOfThreads_GivesTheSameTree()
    {
        Prng prng = new(5);
        FieldMatrix[] matrices = [HashLaws<Poseidon2Family>.RandomMatrix(prng, 2048, 11, 0), HashLaws<Poseidon2Family>.RandomMatrix(prng, 512, 9, 0)];
        using MerkleTree<Poseidon2Family> one = MerkleTree<Poseidon2Family>.Commit(matrices, 2, 1);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            using MerkleTree<Poseidon2Family> many = MerkleTree<Poseidon2Family>.Commit(matrices, 2, threads);
            many.Cap.ToArray().ShouldBe(one.Cap.ToArray(), $"{threads} threads");
            many.OpenPath(777).ShouldBe(one.OpenPath(777), $"{threads} threads");
        }

        HashLaws<Poseidon2Family>.DisposeAll(matrices);
    }

    [Fact]
    public void Commit_RowsOfAnotherStride_GivesTheSameTree()
    {
        Prng prng = new(6);
        using FieldMatrix padded = HashLaws<Poseidon2Family>.RandomMatrix(prng, 64, 10, 6);
        using FieldMatrix dense = FieldMatrix.FromRows([.. Enumerable.Range(0, 64).SelectMany(i => padded.Row(i).ToArray())], 10);
        using MerkleTree<Poseidon2Family> first = MerkleTree<Poseidon2Family>.Commit([padded], 0, 1);
        using MerkleTree<Poseidon2Family> second = MerkleTree<Poseidon2Family>.Commit([dense], 0, 1);
        first.Cap.ToArray().ShouldBe(second.Cap.ToArray());
    }

    [Fact]
    public void Dispose_LayersOfTheTree_GoBackToThePool()
    {
        using FieldMatrix matrix = HashLaws<Poseidon2Family>.RandomMatrix(new Prng(7), 16, 3, 0);
        MerkleTree<Poseidon2Family> tree = MerkleTree<Poseidon2Family>.Commit([matrix], 0, 1);
        tree.Dispose();
        tree.Dispose();
        Should.Throw<ObjectDisposedException>(() => tree.Cap.Length);
        Should.Throw<ObjectDisposedException>(() => tree.OpenPath(1));
    }

    [Fact]
    public void Commit_ShapesThatNothingCanCommitTo_AreRefused()
    {
        using FieldMatrix eight = FieldMatrix.Zeros(8, 2);
        using FieldMatrix six = FieldMatrix.Zeros(6, 2);
        using FieldMatrix two = FieldMatrix.Zeros(2, 2);
        using FieldMatrix empty = FieldMatrix.Zeros(8, 0);
        Should.Throw<ArgumentException>(() => MerkleTree<Poseidon2Family>.Commit([], 0, 1));
        Should.Throw<ArgumentException>(() => MerkleTree<Poseidon2Family>.Commit([six], 0, 1));
        Should.Throw<ArgumentException>(() => MerkleTree<Poseidon2Family>.Commit([empty], 0, 1));
        Should.Throw<ArgumentException>(() => MerkleTree<Poseidon2Family>.Commit([eight], 4, 1));
        Should.Throw<ArgumentException>(() => MerkleTree<Poseidon2Family>.Commit([eight], -1, 1));
        Should.Throw<ArgumentException>(() => MerkleTree<Poseidon2Family>.Commit([eight, two], 2, 1), "two rows lie above a cap of four");
        Should.Throw<ArgumentException>(() => MerkleTree<Poseidon2Family>.Commit([eight], 0, 0));
        Should.Throw<ArgumentException>(() => new MerkleShape([new(25, 1)], 0));
        Should.Throw<ArgumentException>(() => new MerkleShape([new(-1, 1)], 0));
    }

    private static void AgreesWithTheTextbookTree<TFamily>((int LogHeight, int Width)[] shape, int capHeight)
        where TFamily : struct, IHashFamily<TFamily>
    {
        Prng prng = new(1);
        FieldMatrix[] matrices = [.. shape.Select(s => HashLaws<TFamily>.RandomMatrix(prng, 1 << s.LogHeight, s.Width, 0))];
        using MerkleTree<TFamily> tree = MerkleTree<TFamily>.Commit(matrices, capHeight, 2);
        tree.Cap.ToArray().ShouldBe(PlainMerkleTree<TFamily>.Cap(matrices, capHeight), $"{TFamily.Name}, seed {prng.Seed}");
        HashLaws<TFamily>.DisposeAll(matrices);
    }
}
