using System.Numerics;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The FRI fold in natural order. A vector of length n holds the values of a polynomial at w_n^i; group i, below n/k, consists of the
/// entries i + j*n/k for j below k, whose points are w_n^i times the k-th roots of unity. The fold interpolates each group and evaluates
/// it at the challenge, which equals log2(k) binary folds with the challenge, its square, its fourth power and so on.
/// </summary>
public static class FriFolding
{
    private const int MaxLogArity = 5;
    private const int GroupsPerItem = 1024;

    // Inverses of the generators of the subgroups of order 2^0, 2^1, ...
    private static readonly KoalaBear[] InverseRoots =
        [.. Enumerable.Range(0, KoalaBear.TwoAdicity + 1).Select(order => KoalaBear.TwoAdicGenerator(order).Inverse())];

    /// <summary>Folds one group.</summary>
    /// <param name="group">The k values, in order; overwritten.</param>
    /// <param name="inversePoint">w_n^-i for group i.</param>
    /// <param name="challenge">The folding challenge.</param>
    public static Ext5 FoldGroup(Span<Ext5> group, KoalaBear inversePoint, Ext5 challenge)
    {
        int logArity = BitOperations.Log2((uint)group.Length);
        KoalaBear halfInverse = inversePoint.Halve();
        Ext5 power = challenge;
        for (int half = group.Length / 2; half > 0; half /= 2, logArity--)
        {
            // Entry j of this step stands at the group's point times the j-th power of the root of order 2 * half.
            KoalaBear rootInverse = InverseRoots[logArity];
            KoalaBear scale = halfInverse;
            for (int j = 0; j < half; j++)
            {
                Ext5 low = group[j];
                Ext5 high = group[j + half];
                group[j] = Halve(low + high) + (power * ((low - high) * scale));
                scale *= rootInverse;
            }

            // The halved inverse of a squared point: (1/x)^2 / 2 = 2 * (1/(2x))^2.
            halfInverse = halfInverse.Square() + halfInverse.Square();
            power = power.Square();
        }

        return group[0];
    }

    /// <summary>Folds a vector.</summary>
    /// <param name="values">n extension elements.</param>
    /// <param name="logArity">log2 of the arity k.</param>
    /// <param name="challenge">The folding challenge.</param>
    /// <param name="rollIn">n/k extension elements added with weight challenge^k, or null.</param>
    /// <param name="folded">Receives n/k extension elements.</param>
    /// <param name="threads">The most threads to use.</param>
    public static void FoldVector(
        FieldMatrix values, int logArity, Ext5 challenge, FieldMatrix? rollIn, FieldMatrix folded, int threads)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(folded);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logArity, MaxLogArity);
        int groups = values.Height >> logArity;
        if (folded.Height != groups || (rollIn is not null && rollIn.Height != groups))
        {
            throw new ArgumentException("Result and roll-in must have as many entries as there are groups.", nameof(folded));
        }

        KoalaBear rootInverse = InverseRoots[BitOperations.Log2((uint)values.Height)];
        Ext5 weight = challenge.Pow(1UL << logArity);
        int items = (groups + GroupsPerItem - 1) / GroupsPerItem;
        ParallelLoop.Run(items, threads, item =>
        {
            Span<Ext5> group = stackalloc Ext5[1 << logArity];
            ReadOnlySpan<Ext5> source = values.ExtElements;
            ReadOnlySpan<Ext5> added = rollIn is null ? [] : rollIn.ExtElements;
            Span<Ext5> destination = folded.ExtElements;
            int first = item * GroupsPerItem;
            int end = Math.Min(first + GroupsPerItem, groups);
            KoalaBear inversePoint = rootInverse.Pow((ulong)first);
            for (int i = first; i < end; i++)
            {
                Gather(source, i, groups, group);
                Ext5 value = FoldGroup(group, inversePoint, challenge);
                destination[i] = rollIn is null ? value : value + (weight * added[i]);
                inversePoint *= rootInverse;
            }
        });
    }

    /// <summary>Arranges a vector as the matrix that is committed: row i holds group i, one extension element after the other.</summary>
    /// <param name="values">n extension elements.</param>
    /// <param name="logArity">log2 of the arity k.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <returns>n/k rows of 5k base columns.</returns>
    public static FieldMatrix ArrangeGroups(FieldMatrix values, int logArity, int threads)
    {
        ArgumentNullException.ThrowIfNull(values);
        int groups = values.Height >> logArity;
        FieldMatrix rows = FieldMatrix.Rent(groups, Ext5.Degree << logArity);
        int items = (groups + GroupsPerItem - 1) / GroupsPerItem;
        ParallelLoop.Run(items, threads, item =>
        {
            ReadOnlySpan<Ext5> source = values.ExtElements;
            int end = Math.Min((item + 1) * GroupsPerItem, groups);
            for (int i = item * GroupsPerItem; i < end; i++)
            {
                Gather(source, i, groups, MemoryMarshal.Cast<KoalaBear, Ext5>(rows.Row(i)));
            }
        });
        return rows;
    }

    private static void Gather(ReadOnlySpan<Ext5> source, int index, int stride, Span<Ext5> group)
    {
        for (int j = 0; j < group.Length; j++)
        {
            group[j] = source[index + (j * stride)];
        }
    }

    private static Ext5 Halve(Ext5 value) =>
        new(value.C0.Halve(), value.C1.Halve(), value.C2.Halve(), value.C3.Halve(), value.C4.Halve());
}
