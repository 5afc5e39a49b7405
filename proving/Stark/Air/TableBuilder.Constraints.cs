namespace P2PProver.Stark;

/// <content>Constraints.</content>
public sealed partial class TableBuilder
{
    private readonly List<Constraint> _constraints = [];
    private readonly HashSet<string> _constraintNames = new(StringComparer.Ordinal);

    /// <summary>A scope without a condition, for gadgets that state their constraints in whatever scope they are given.</summary>
    public ConstraintScope Always => new(this, 1);

    /// <summary>Constraints stated in the scope hold on rows where the condition is not zero; interactions are multiplied by it.</summary>
    public ConstraintScope When(Expr condition) => new(this, condition);

    /// <summary>States that an expression is zero on every row.</summary>
    /// <exception cref="AirDefinitionException">
    /// The degree is above the limit, the name is taken, selectors are added up, or the expression is a constant.
    /// </exception>
    public void AssertZero(Expr expression, string name) => Always.AssertZero(expression, name);

    /// <summary>States that two expressions are equal on every row.</summary>
    /// <exception cref="AirDefinitionException">As for <see cref="AssertZero"/>.</exception>
    public void AssertEqual(Expr left, Expr right, string name) => Always.AssertEqual(left, right, name);

    /// <summary>States that an expression is 0 or 1 on every row.</summary>
    /// <exception cref="AirDefinitionException">As for <see cref="AssertZero"/>.</exception>
    public void AssertBool(Expr expression, string name) => Always.AssertBool(expression, name);

    /// <summary>States that on every row exactly one of the flags is 1 and the others are 0.</summary>
    /// <exception cref="AirDefinitionException">As for <see cref="AssertZero"/>.</exception>
    public void AssertOneHot(IReadOnlyList<Column> flags, string name) => Always.AssertOneHot(flags, name);

    internal void AddConstraint(Expr expression, string name)
    {
        ThrowIfBuilt();
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_constraintNames.Add(name))
        {
            throw Mistake($"constraint '{name}' is stated twice");
        }

        int node = expression.IdIn(_graph);
        if (_graph[node].Kind == ExprKind.Constant)
        {
            throw Mistake($"constraint '{name}' is the constant {expression}, whatever the trace");
        }

        if (_graph.SumsSelectors(node))
        {
            throw Mistake($"constraint '{name}' adds something to a row selector, which is not normalised; use When");
        }

        int degree = _graph.DegreeOf(node);
        if (degree > DegreeLimit)
        {
            throw Mistake(FormattableString.Invariant($"constraint '{name}' has degree {degree}, the limit is {DegreeLimit}"));
        }

        _constraints.Add(new Constraint(name, node, degree));
    }
}
