using System.Diagnostics;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Evaluates all expressions of a table at one row or point by walking the expressions themselves: the verifier's evaluator, the
/// lowering to a circuit, and the reference for the bytecode. Working memory is as large as the table and allocated once; an
/// instance is reused for any number of points and is not safe for concurrent use.
/// </summary>
/// <typeparam name="T">A value.</typeparam>
/// <typeparam name="TAlgebra">The arithmetic of values.</typeparam>
public sealed class ConstraintEvaluator<T, TAlgebra>
    where TAlgebra : IConstraintAlgebra<T>
{
    private readonly TAlgebra _algebra;
    private readonly T[] _values;

    public ConstraintEvaluator(Table table, TAlgebra algebra)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table = table;
        _algebra = algebra;
        _values = new T[table.Nodes.Length];
    }

    public Table Table { get; }

    /// <summary>Evaluates every expression; results are then read with the other methods.</summary>
    /// <exception cref="ArgumentException">The view has too few columns or public values for the table.</exception>
    public void Evaluate(in RowView<T> row)
    {
        CheckShape(row);
        for (int id = 0; id < _values.Length; id++)
        {
            _values[id] = Node(Table.Nodes[id], row);
        }
    }

    /// <summary>The value of a constraint, zero where it holds.</summary>
    public T Constraint(int index) => _values[Table.Constraints[index].Node];

    /// <summary>The multiplicity of an interaction, not negated for a receiver.</summary>
    public T Multiplicity(int interaction) => _values[Table.Interactions[interaction].Multiplicity];

    /// <summary>One element of an interaction's tuple.</summary>
    public T Value(int interaction, int element) => _values[Table.Interactions[interaction].Values[element]];

    private T Node(ExprNode node, in RowView<T> row) => node.Kind switch
    {
        ExprKind.Constant => _algebra.Constant(KoalaBear.FromMontgomery((uint)node.A)),
        ExprKind.MainLocal => row.MainLocal[node.A],
        ExprKind.MainNext => row.MainNext[node.A],
        ExprKind.PreprocessedLocal => row.PreprocessedLocal[node.A],
        ExprKind.PreprocessedNext => row.PreprocessedNext[node.A],
        ExprKind.Public => row.PublicValues[node.A],
        ExprKind.IsFirst => row.IsFirst,
        ExprKind.IsLast => row.IsLast,
        ExprKind.IsTransition => row.IsTransition,
        ExprKind.Add => _algebra.Add(_values[node.A], _values[node.B]),
        ExprKind.Subtract => _algebra.Subtract(_values[node.A], _values[node.B]),
        ExprKind.Multiply => _algebra.Multiply(_values[node.A], _values[node.B]),
        _ => throw new UnreachableException(),
    };

    private void CheckShape(in RowView<T> row)
    {
        bool fits = row.MainLocal.Length == Table.MainWidth
            && row.PreprocessedLocal.Length == Table.PreprocessedWidth
            && (!Table.UsesNextMain || row.MainNext.Length == Table.MainWidth)
            && (!Table.UsesNextPreprocessed || row.PreprocessedNext.Length == Table.PreprocessedWidth)
            && row.PublicValues.Length >= Table.PublicValueCount;
        if (!fits)
        {
            throw new ArgumentException($"The row does not have the shape of table '{Table.Name}'.", nameof(row));
        }
    }
}
