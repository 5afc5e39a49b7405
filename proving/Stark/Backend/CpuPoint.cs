using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The inverses 1/(zeta - x_i) over the coset x_i = 3 w_N^i, as N x 5 words.</summary>
internal sealed class CpuPoint : IDevicePoint
{
    private const int PointsPerItem = 1024;

    private CpuPoint(int logHeight, Ext5 zeta, FieldMatrix inverses)
    {
        LogHeight = logHeight;
        Zeta = zeta;
        Inverses = inverses;
    }

    public int LogHeight { get; }

    public Ext5 Zeta { get; }

    public FieldMatrix Inverses { get; }

    /// <summary>Inverts zeta - x_i for the whole coset.</summary>
    /// <exception cref="DivideByZeroException">zeta lies on the coset; the caller has excluded that.</exception>
    public static CpuPoint Create(int logHeight, Ext5 zeta, int threads)
    {
        int height = 1 << logHeight;
        FieldMatrix inverses = FieldMatrix.Rent(height, Ext5.Degree);
        KoalaBear root = KoalaBear.TwoAdicGenerator(logHeight);
        ParallelLoop.Run((height + PointsPerItem - 1) / PointsPerItem, threads, item =>
        {
            int first = item * PointsPerItem;
            Span<Ext5> values = inverses.ExtElements[first..Math.Min(first + PointsPerItem, height)];
            KoalaBear point = KoalaBear.Generator * root.Pow((ulong)first);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = zeta - point;
                point *= root;
            }

            BatchInversion.InvertAll(values);
        });
        return new CpuPoint(logHeight, zeta, inverses);
    }

    public void Dispose() => Inverses.Dispose();
}
