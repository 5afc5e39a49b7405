using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>Sums over rows and folds of rows.</summary>
internal static class RowVectors
{
    private static readonly int[] Widths = [1, 7, 8, 9, 40, 63, 128];
    private const int Folds = 6;

    /// <summary>Records alpha, last, sum of last alpha^(padded width - 1 - j) column_j, last alpha^(padded width), then the padded row.</summary>
    public static object Sums(Prng prng)
    {
        List<string> records = [];
        foreach (int width in Widths)
        {
            Ext5 alpha = prng.NextExt();
            Ext5 last = prng.NextExt();
            KoalaBear[] row = new KoalaBear[width];
            prng.NextFields(row);
            ulong padded = (ulong)(width + 7) / 8 * 8;
            Ext5 sum = Ext5.Zero;
            foreach (KoalaBear column in row)
            {
                sum = (sum * alpha) + column;
            }

            sum *= last * alpha.Pow(padded - (ulong)width);
            records.Add(new ByteRecord().Ext(alpha).Ext(last).Ext(sum).Ext(last * alpha.Pow(padded)).Row(row).Hex);
        }

        return records;
    }

    /// <summary>Records challenge, inverse point, fold, then the group's values, for groups of an arity.</summary>
    public static object FoldsOf(Prng prng, int arity)
    {
        List<string> records = [];
        for (int i = 0; i < Folds; i++)
        {
            Ext5 challenge = prng.NextExt();
            KoalaBear inversePoint = KoalaBear.TwoAdicGenerator(20).Pow(prng.NextUInt32()).Inverse();
            Ext5[] group = new Ext5[arity];
            for (int j = 0; j < arity; j++)
            {
                group[j] = prng.NextExt();
            }

            ByteRecord record = new();
            Ext5 fold = FriFolding.FoldGroup([.. group], inversePoint, challenge);
            record.Ext(challenge).Base(inversePoint).Ext(fold);
            foreach (Ext5 value in group)
            {
                record.Ext(value);
            }

            records.Add(record.Hex);
        }

        return records;
    }
}
