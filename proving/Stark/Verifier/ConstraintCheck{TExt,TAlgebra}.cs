using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The check at the out-of-domain point: each table's folded constraints are its quotient times its vanishing polynomial.</summary>
/// <typeparam name="TExt">An element of the extension.</typeparam>
/// <typeparam name="TAlgebra">Its arithmetic.</typeparam>
internal sealed class ConstraintCheck<TExt, TAlgebra>
    where TAlgebra : IVerifierAlgebra<TExt>
{
    private readonly TAlgebra _algebra;
    private readonly TExt _one;
    private readonly ImmutableArray<TExt> _basis;

    public ConstraintCheck(TAlgebra algebra)
    {
        _algebra = algebra;
        _one = algebra.Constant(KoalaBear.One);
        _basis = [.. VerifierFolding.Basis.Select(algebra.Constant)];
    }

    /// <summary>Whether the point lies outside all trace domains and all evaluation cosets, as every division needs.</summary>
    public bool IsOutsideDomains(ProofShape shape, TExt zeta)
    {
        // All trace domains are subgroups of the tallest one's, all evaluation cosets subsets of the largest.
        TExt onTrace = SquareTimes(zeta, shape.LogHeights[0]);
        TExt onCoset = _algebra.Multiply(SquareTimes(zeta, shape.Schedule.LogMaxSize), CosetScale(shape.Schedule.LogMaxSize));
        return _algebra.IsNonZero(_algebra.Subtract(onTrace, _one)) && _algebra.IsNonZero(_algebra.Subtract(onCoset, _one));
    }

    /// <summary>Whether the terminals of all tables add up to zero: every bus balances.</summary>
    public bool TerminalsCancel(ReadOnlySpan<TExt> terminals)
    {
        TExt sum = _algebra.Constant(KoalaBear.Zero);
        foreach (TExt terminal in terminals)
        {
            sum = _algebra.Add(sum, terminal);
        }

        return _algebra.AreEqual(sum, _algebra.Constant(KoalaBear.Zero));
    }

    /// <summary>Checks every table.</summary>
    public VerifyResult Check<TBase, TCap, TQueries>(
        Machine machine,
        ProofShape shape,
        TExt[] publics,
        ProofHead<TBase, TExt, TCap> head,
        ProofChallenges<TExt, TQueries> challenges)
        where TBase : struct
    {
        FingerprintKey<TExt>? fingerprints = shape.HasLookups
            ? FingerprintKey.Create(_algebra, machine.Buses, challenges.LookupAlpha!, challenges.LookupBeta!)
            : null;
        int terminal = 0;
        for (int i = 0; i < machine.Tables.Length; i++)
        {
            Table table = machine.Tables[i];
            TExt last = table.HasInteractions ? head.Terminals[terminal++] : _algebra.Constant(KoalaBear.Zero);
            TExt power = SquareTimes(challenges.Zeta, table.LogHeight);
            TExt vanishing = _algebra.Subtract(power, _one);
            TableOpenings<TExt> opened = new(shape, head.Openings, i);
            RowView<TExt> row = Row(table, opened, publics, challenges.Zeta, vanishing);
            ConstraintFolder<TExt, TAlgebra> folder = new(table, _algebra, _basis);
            TExt folded = folder.Fold(row, opened.Permutation(last), fingerprints, challenges.Constraint);
            TExt quotient = Quotient(opened.Of(CommitmentKind.Quotient, next: false), power);
            if (!_algebra.AreEqual(folded, _algebra.Multiply(quotient, vanishing)))
            {
                return new(VerifyStatus.ConstraintMismatch, i);
            }
        }

        return VerifyResult.Valid;
    }

    private static Ext5 Embed(KoalaBear value) => Ext5.FromBase(value);

    private RowView<TExt> Row(Table table, TableOpenings<TExt> opened, TExt[] publics, TExt zeta, TExt vanishing)
    {
        KoalaBear lastPoint = KoalaBear.TwoAdicGenerator(table.LogHeight).Inverse();
        TExt beforeLast = _algebra.Subtract(zeta, _algebra.Constant(lastPoint));
        return new()
        {
            MainLocal = opened.Of(CommitmentKind.Main, next: false),
            MainNext = opened.Of(CommitmentKind.Main, next: true),
            PreprocessedLocal = opened.Of(CommitmentKind.Preprocessed, next: false),
            PreprocessedNext = opened.Of(CommitmentKind.Preprocessed, next: true),
            PublicValues = publics,
            IsFirst = _algebra.Multiply(vanishing, _algebra.Inverse(_algebra.Subtract(zeta, _one))),
            IsLast = _algebra.Multiply(vanishing, _algebra.Inverse(beforeLast)),
            IsTransition = beforeLast,
        };
    }

    // (zeta / g)^(2^n) = zeta^(2^n) * g^-(2^n).
    private TExt CosetScale(int logSize) => _algebra.Constant(Embed(KoalaBear.Generator.Inverse().Pow(1UL << logSize)));

    private TExt SquareTimes(TExt value, int times)
    {
        for (int i = 0; i < times; i++)
        {
            value = _algebra.Multiply(value, value);
        }

        return value;
    }

    // q(zeta) = sum_i zeta^(iN) q_i(zeta), each chunk put together from its five base columns.
    private TExt Quotient(ReadOnlySpan<TExt> columns, TExt power)
    {
        TExt sum = _algebra.Constant(KoalaBear.Zero);
        for (int chunk = (columns.Length / Ext5.Degree) - 1; chunk >= 0; chunk--)
        {
            TExt value = columns[chunk * Ext5.Degree];
            for (int k = 1; k < Ext5.Degree; k++)
            {
                value = _algebra.Add(value, _algebra.Multiply(columns[(chunk * Ext5.Degree) + k], _basis[k]));
            }

            sum = _algebra.Add(_algebra.Multiply(sum, power), value);
        }

        return sum;
    }
}
