using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Inverses and barycentric weights of zeta over the coset x_i = 3 w_N^i.</summary>
internal sealed class CpuPoint : IDevicePoint
{
    private const int PointsPerItem = 1024;

    private CpuPoint(int logHeight, Ext5 zeta, FieldMatrix inverses, FieldMatrix weights)
    {
        LogHeight = logHeight;
        Zeta = zeta;
        Inverses = inverses;
        Weights = weights;
    }

    public int LogHeight { get; }

    public Ext5 Zeta { get; }

    /// <summary>Gets 1/(zeta - x_i), as N x 5 words.</summary>
    public FieldMatrix Inverses { get; }

    /// <summary>
    /// Gets x_i/(zeta - x_i), as (N + 1) x 5 words: row 0 is the weight of the last point, row i + 1 that of point i, so that weights moved
    /// by one row start at row 0.
    /// </summary>
    public FieldMatrix Weights { get; }

    /// <summary>Inverts zeta - x_i for the whole coset.</summary>
    /// <exception cref="DivideByZeroException">zeta lies on the coset; the caller has excluded that.</exception>
    public static CpuPoint Create(int logHeight, Ext5 zeta, int threads)
    {
        int height = 1 << logHeight;
        FieldMatrix inverses = FieldMatrix.Rent(height, Ext5.Degree);
        FieldMatrix weights = FieldMatrix.Rent(height + 1, Ext5.Degree);
        KoalaBear root = KoalaBear.TwoAdicGenerator(logHeight);
        ParallelLoop.Run((height + PointsPerItem - 1) / PointsPerItem, threads, item =>
        {
            int first = item * PointsPerItem;
            int count = Math.Min(PointsPerItem, height - first);
            Fill(zeta, KoalaBear.Generator * root.Pow((ulong)first), root, inverses.ExtElements.Slice(first, count), weights.ExtElements.Slice(first + 1, count));
        });
        weights.ExtElements[0] = weights.ExtElements[height];
        return new CpuPoint(logHeight, zeta, inverses, weights);
    }

    public void Dispose()
    {
        Inverses.Dispose();
        Weights.Dispose();
    }

    private static void Fill(Ext5 zeta, KoalaBear start, KoalaBear root, Span<Ext5> inverses, Span<Ext5> weights)
    {
        KoalaBear point = start;
        for (int i = 0; i < inverses.Length; i++)
        {
            inverses[i] = zeta - point;
            point *= root;
        }

        BatchInversion.InvertAll(inverses);
        point = start;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = inverses[i] * point;
            point *= root;
        }
    }
}
