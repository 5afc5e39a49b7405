using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The check at the out-of-domain point: each table's folded constraints are its quotient times its vanishing polynomial.</summary>
internal static class ConstraintCheck
{
    /// <summary>Whether the point lies outside all trace domains and all evaluation cosets, as every division needs.</summary>
    public static bool IsOutsideDomains(ProofShape shape, Ext5 zeta)
    {
        // All trace domains are subgroups of the tallest one's, all evaluation cosets subsets of the largest.
        int logHeight = shape.LogHeights[0];
        Ext5 onTrace = zeta.Pow(1UL << logHeight);
        Ext5 onCoset = (zeta * KoalaBear.Generator.Inverse()).Pow(1UL << shape.Schedule.LogMaxSize);
        return onTrace != Ext5.One && onCoset != Ext5.One;
    }

    /// <summary>Whether the terminals of all tables add up to zero: every bus balances.</summary>
    public static bool TerminalsCancel(ReadOnlySpan<Ext5> terminals)
    {
        Ext5 sum = Ext5.Zero;
        foreach (Ext5 terminal in terminals)
        {
            sum += terminal;
        }

        return sum.IsZero;
    }

    /// <summary>Checks every table.</summary>
    public static VerifyResult Check(VerifyingKey key, ReadOnlySpan<KoalaBear> publicValues, ProofHead head, ProofChallenges challenges)
    {
        Machine machine = key.Machine;
        Ext5[] publics = new Ext5[publicValues.Length];
        for (int i = 0; i < publics.Length; i++)
        {
            publics[i] = Ext5.FromBase(publicValues[i]);
        }

        FingerprintKey<Ext5>? fingerprints = key.Shape.HasLookups
            ? VerifierFolding.Key(machine.Buses, challenges.LookupAlpha, challenges.LookupBeta)
            : null;
        int terminal = 0;
        for (int i = 0; i < machine.Tables.Length; i++)
        {
            Ext5 last = machine.Tables[i].HasInteractions ? head.Terminals[terminal++] : Ext5.Zero;
            if (!Holds(key.Shape, machine.Tables[i], i, publics, head.Openings, last, fingerprints, challenges))
            {
                return new(VerifyStatus.ConstraintMismatch, i);
            }
        }

        return VerifyResult.Valid;
    }

    private static bool Holds(
        ProofShape shape,
        Table table,
        int index,
        Ext5[] publics,
        Ext5[] openings,
        Ext5 terminal,
        FingerprintKey<Ext5>? fingerprints,
        ProofChallenges challenges)
    {
        Ext5 zeta = challenges.Zeta;
        Ext5 power = zeta.Pow((ulong)table.Height);
        Ext5 vanishing = power - KoalaBear.One;
        Ext5 beforeLast = zeta - KoalaBear.TwoAdicGenerator(table.LogHeight).Inverse();
        RowView<Ext5> row = new()
        {
            MainLocal = shape.Opened(openings, CommitmentKind.Main, index, next: false),
            MainNext = shape.Opened(openings, CommitmentKind.Main, index, next: true),
            PreprocessedLocal = shape.Opened(openings, CommitmentKind.Preprocessed, index, next: false),
            PreprocessedNext = shape.Opened(openings, CommitmentKind.Preprocessed, index, next: true),
            PublicValues = publics,
            IsFirst = vanishing * (zeta - KoalaBear.One).Inverse(),
            IsLast = vanishing * beforeLast.Inverse(),
            IsTransition = beforeLast,
        };
        PermutationView<Ext5> permutation = new()
        {
            Local = shape.Opened(openings, CommitmentKind.Permutation, index, next: false),
            Next = shape.Opened(openings, CommitmentKind.Permutation, index, next: true),
            Terminal = terminal,
        };
        Ext5 folded = VerifierFolding.For(table).Fold(row, permutation, fingerprints, challenges.Constraint);
        Ext5 quotient = Quotient(shape.Opened(openings, CommitmentKind.Quotient, index, next: false), power);
        return folded == quotient * vanishing;
    }

    // q(zeta) = sum_i zeta^(iN) q_i(zeta), each chunk put together from its five base columns.
    private static Ext5 Quotient(ReadOnlySpan<Ext5> columns, Ext5 power)
    {
        Ext5 sum = Ext5.Zero;
        for (int chunk = (columns.Length / Ext5.Degree) - 1; chunk >= 0; chunk--)
        {
            Ext5 value = Ext5.Zero;
            for (int k = 0; k < Ext5.Degree; k++)
            {
                value += columns[(chunk * Ext5.Degree) + k] * VerifierFolding.Basis[k];
            }

            sum = (sum * power) + value;
        }

        return sum;
    }
}
