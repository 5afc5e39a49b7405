using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>What holds for every hash family: batches agree with single hashes, digests have one serialised form, inputs matter.</summary>
internal static class HashLaws<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
{
    /// <summary>Batch row hashing equals hashing each concatenated row, for odd widths, strides, counts and first rows.</summary>
    public static void HashRowsAgreesWithHashRow(ulong seed)
    {
        Prng prng = new(seed);
        foreach (int[] widths in new int[][] { [1], [8], [9, 3], [5, 5, 5], [31, 1, 32], [32], [33], [66], [64, 64], [150, 7] })
        {
            int count = prng.NextInt(1, 70);
            int firstRow = prng.NextInt(5);
            FieldMatrix[] matrices = [.. widths.Select(w => RandomMatrix(prng, firstRow + count, w, prng.NextInt(3)))];
            Digest8[] digests = new Digest8[count];
            TFamily.HashRows([.. matrices.Select(m => new MatrixView(m))], firstRow, digests);
            for (int i = 0; i < count; i++)
            {
                KoalaBear[] row = [.. matrices.SelectMany(m => m.Row(firstRow + i).ToArray())];
                digests[i].ShouldBe(TFamily.HashRow(row), $"row {i} of {count}, widths {string.Join('+', widths)}, seed {seed}");
            }

            DisposeAll(matrices);
        }
    }

    /// <summary>Batch compression equals single compression for every number of pairs around the register widths.</summary>
    public static void CompressPairsAgreesWithCompress(ulong seed)
    {
        Prng prng = new(seed);
        foreach (int count in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 50 })
        {
            Digest8[] left = RandomDigests(prng, count);
            Digest8[] right = RandomDigests(prng, count);
            Digest8[] parents = new Digest8[count];
            TFamily.CompressPairs(left, right, parents);
            for (int i = 0; i < count; i++)
            {
                parents[i].ShouldBe(TFamily.Compress(left[i], right[i]), $"pair {i} of {count}, seed {seed}");
                TFamily.IsValid(parents[i]).ShouldBeTrue();
            }
        }

        Should.Throw<ArgumentException>(() => TFamily.CompressPairs(new Digest8[2], new Digest8[3], new Digest8[3]));
        Should.Throw<ArgumentException>(() => TFamily.CompressPairs(new Digest8[3], new Digest8[2], new Digest8[3]));
    }

    /// <summary>A row equals itself with zeros up to a multiple of eight, and every element counts.</summary>
    public static void HashRowPadsWithZeros(ulong seed)
    {
        Prng prng = new(seed);
        for (int width = 1; width <= 40; width++)
        {
            KoalaBear[] row = Elements.Random(prng, width);
            Digest8 digest = TFamily.HashRow(row);
            KoalaBear[] padded = [.. row, .. new KoalaBear[((width + 7) / 8 * 8) - width]];
            TFamily.HashRow(padded).ShouldBe(digest, $"width {width}, seed {seed}");
            for (int i = 0; i < width; i++)
            {
                KoalaBear[] changed = [.. row];
                changed[i] += KoalaBear.One;
                TFamily.HashRow(changed).ShouldNotBe(digest, $"element {i} of {width}, seed {seed}");
            }
        }
    }

    /// <summary>Compression is not symmetric and depends on both children.</summary>
    public static void CompressDistinguishesChildren(ulong seed)
    {
        Digest8[] d = RandomDigests(new Prng(seed), 3);
        Digest8 parent = TFamily.Compress(d[0], d[1]);
        parent.ShouldNotBe(TFamily.Compress(d[1], d[0]));
        parent.ShouldNotBe(TFamily.Compress(d[0], d[2]));
        parent.ShouldNotBe(TFamily.Compress(d[2], d[1]));
    }

    /// <summary>Digests survive serialisation, and short input is refused.</summary>
    public static void DigestsRoundTrip(ulong seed)
    {
        foreach (Digest8 digest in RandomDigests(new Prng(seed), 20))
        {
            byte[] bytes = new byte[TFamily.DigestBytes];
            TFamily.WriteDigest(digest, bytes);
            TFamily.TryReadDigest(bytes, out Digest8 read).ShouldBeTrue();
            read.ShouldBe(digest);
            TFamily.TryReadDigest(bytes.AsSpan(1), out _).ShouldBeFalse();
        }
    }

    /// <summary>Digests that the family itself produces.</summary>
    public static Digest8[] RandomDigests(Prng prng, int count)
    {
        return [.. Enumerable.Range(0, count).Select(_ => TFamily.HashRow(Elements.Random(prng, 8)))];
    }

    public static FieldMatrix RandomMatrix(Prng prng, int height, int width, int extraStride)
    {
        FieldMatrix matrix = FieldMatrix.Rent(height, width, width + extraStride, FieldBufferPool.Shared);
        for (int i = 0; i < height; i++)
        {
            prng.NextFields(matrix.Row(i));
        }

        return matrix;
    }

    public static void DisposeAll(IEnumerable<FieldMatrix> matrices)
    {
        foreach (FieldMatrix matrix in matrices)
        {
            matrix.Dispose();
        }
    }
}
