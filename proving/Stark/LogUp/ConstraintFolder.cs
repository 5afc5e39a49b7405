using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Folds all constraints of a table at one opened point with powers of alpha: acc = acc * alpha + c, the table's own constraints
/// first, then those of LogUp: U_j f_j - V_j for every fraction column j, IsFirst * acc, IsTransition * (acc' - acc - sum f),
/// IsLast * (terminal - acc - sum f). Written over an algebra, so the native verifier and a recursion circuit share it. Reusable,
/// not safe for concurrent use.
/// </summary>
/// <typeparam name="T">A value.</typeparam>
/// <typeparam name="TAlgebra">The arithmetic of values.</typeparam>
public sealed class ConstraintFolder<T, TAlgebra>
    where TAlgebra : IConstraintAlgebra<T>
{
    private readonly Table _table;
    private readonly TAlgebra _algebra;
    private readonly ImmutableArray<T> _basis;
    private readonly ConstraintEvaluator<T, TAlgebra> _evaluator;

    /// <summary>Prepares for a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="algebra">The arithmetic of values.</param>
    /// <param name="basis">1, X, ..., X^4: opened base columns are put together to extension columns with it.</param>
    public ConstraintFolder(Table table, TAlgebra algebra, ImmutableArray<T> basis)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (basis.Length != Ext5.Degree)
        {
            throw new ArgumentException("The basis of the extension has five elements.", nameof(basis));
        }

        _table = table;
        _algebra = algebra;
        _basis = basis;
        _evaluator = new ConstraintEvaluator<T, TAlgebra>(table, algebra);
    }

    /// <summary>The folded value, not divided by the vanishing polynomial.</summary>
    /// <param name="row">The columns at the point, public values and selectors.</param>
    /// <param name="permutation">The permutation columns and terminal; default without interactions.</param>
    /// <param name="key">The fingerprints' key; null without interactions.</param>
    /// <param name="alpha">The challenge.</param>
    /// <exception cref="ArgumentException">A view does not have the table's shape.</exception>
    public T Fold(in RowView<T> row, in PermutationView<T> permutation, FingerprintKey<T>? key, T alpha)
    {
        _evaluator.Evaluate(row);
        Horner sum = new(_algebra, alpha);
        for (int i = 0; i < _table.Constraints.Length; i++)
        {
            sum.Add(_evaluator.Constraint(i));
        }

        if (_table.HasInteractions)
        {
            FoldLogUp(row, permutation, key, ref sum);
        }

        return sum.Value;
    }

    private void FoldLogUp(in RowView<T> row, in PermutationView<T> permutation, FingerprintKey<T>? key, ref Horner sum)
    {
        ArgumentNullException.ThrowIfNull(key);
        int width = _table.PermutationWidth * Ext5.Degree;
        if (permutation.Local.Length != width || permutation.Next.Length != width || permutation.Terminal is not T terminal)
        {
            throw new ArgumentException($"The permutation columns do not have the shape of table '{_table.Name}'.", nameof(permutation));
        }

        T accumulator = Extension(permutation.Local, 0);
        T after = accumulator;
        for (int j = 0; j < _table.FractionColumns; j++)
        {
            T fraction = Extension(permutation.Local, j + 1);
            sum.Add(FractionConstraint(_table.Fractions[j], fraction, key));
            after = _algebra.Add(after, fraction);
        }

        sum.Add(_algebra.Multiply(row.IsFirst, accumulator));
        sum.Add(_algebra.Multiply(row.IsTransition, _algebra.Subtract(Extension(permutation.Next, 0), after)));
        sum.Add(_algebra.Multiply(row.IsLast, _algebra.Subtract(terminal, after)));
    }

    /// <summary>d f - m, or d2 (d1 f - m1) - m2 d1.</summary>
    private T FractionConstraint(FractionColumn column, T fraction, FingerprintKey<T> key)
    {
        T first = Fingerprint(column.First, key);
        T value = SubtractSigned(_algebra.Multiply(first, fraction), column.First, default!, scaled: false);
        if (column.IsSingle)
        {
            return value;
        }

        T second = Fingerprint(column.Second, key);
        return SubtractSigned(_algebra.Multiply(second, value), column.Second, first, scaled: true);
    }

    /// <summary>minuend - m, or minuend - m * factor, with m the signed multiplicity.</summary>
    private T SubtractSigned(T minuend, int interaction, T factor, bool scaled)
    {
        T multiplicity = _evaluator.Multiplicity(interaction);
        T term = scaled ? _algebra.Multiply(multiplicity, factor) : multiplicity;
        return _table.Interactions[interaction].Direction == BusDirection.Send
            ? _algebra.Subtract(minuend, term)
            : _algebra.Add(minuend, term);
    }

    private T Fingerprint(int interaction, FingerprintKey<T> key)
    {
        Bus bus = _table.Interactions[interaction].Bus;
        T fingerprint = key.BaseOf(bus);
        for (int i = 0; i < bus.TupleWidth; i++)
        {
            T value = _evaluator.Value(interaction, i);
            bool last = i == bus.TupleWidth - 1;
            T term = last ? value : _algebra.Multiply(key.Weight(bus, i), value);
            fingerprint = _algebra.Subtract(fingerprint, term);
        }

        return fingerprint;
    }

    private T Extension(ReadOnlySpan<T> columns, int index)
    {
        ReadOnlySpan<T> coefficients = columns.Slice(index * Ext5.Degree, Ext5.Degree);
        T value = coefficients[0];
        for (int i = 1; i < Ext5.Degree; i++)
        {
            value = _algebra.Add(value, _algebra.Multiply(coefficients[i], _basis[i]));
        }

        return value;
    }

    private struct Horner(TAlgebra algebra, T alpha)
    {
        private T? _sum;
        private bool _started;

        public readonly T Value => _started ? _sum! : algebra.Constant(KoalaBear.Zero);

        public void Add(T constraint)
        {
            _sum = _started ? algebra.Add(algebra.Multiply(_sum!, alpha), constraint) : constraint;
            _started = true;
        }
    }
}
