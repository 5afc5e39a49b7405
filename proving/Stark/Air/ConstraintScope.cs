namespace P2PProver.Stark;

/// <summary>
/// States constraints and interactions under a condition. A constraint e becomes condition * e = 0: it binds on the rows where the
/// condition is not zero. An interaction's multiplicity is multiplied by the condition, which is then meant to be 0 or 1.
/// </summary>
public readonly struct ConstraintScope : IEquatable<ConstraintScope>
{
    private readonly TableBuilder _table;
    private readonly Expr _condition;

    internal ConstraintScope(TableBuilder table, Expr condition)
    {
        _table = table;
        _condition = condition;
    }

    /// <summary>The table that is described.</summary>
    public TableBuilder Table => _table;

    /// <summary>The product of all enclosing conditions.</summary>
    public Expr Condition => _condition;

    public static bool operator ==(ConstraintScope left, ConstraintScope right) => left.Equals(right);

    public static bool operator !=(ConstraintScope left, ConstraintScope right) => !left.Equals(right);

    /// <summary>A scope with a further condition.</summary>
    public ConstraintScope When(Expr condition) => new(_table, _condition * condition);

    /// <summary>States that an expression is zero.</summary>
    /// <exception cref="AirDefinitionException">
    /// The degree is above the limit, the name is taken, selectors are added up, or the expression is a constant.
    /// </exception>
    public void AssertZero(Expr expression, string name) => _table.AddConstraint(_condition * expression, name);

    /// <summary>States that two expressions are equal.</summary>
    /// <exception cref="AirDefinitionException">As for <see cref="AssertZero"/>.</exception>
    public void AssertEqual(Expr left, Expr right, string name) => AssertZero(left - right, name);

    /// <summary>States that an expression is 0 or 1.</summary>
    /// <exception cref="AirDefinitionException">As for <see cref="AssertZero"/>.</exception>
    public void AssertBool(Expr expression, string name) => AssertZero(expression * (expression - 1), name);

    /// <summary>States that exactly one of the flags is 1 and the others are 0.</summary>
    /// <exception cref="AirDefinitionException">As for <see cref="AssertZero"/>.</exception>
    public void AssertOneHot(IReadOnlyList<Column> flags, string name)
    {
        ArgumentNullException.ThrowIfNull(flags);
        Expr sum = 0;
        for (int i = 0; i < flags.Count; i++)
        {
            AssertBool(flags[i], FormattableString.Invariant($"{name}[{i}] is a bit"));
            sum += flags[i];
        }

        AssertZero(sum - 1, $"{name} add up to one");
    }

    /// <summary>Sends a tuple with the multiplicity times the condition.</summary>
    /// <inheritdoc cref="TableBuilder.Send" path="/param"/>
    /// <exception cref="AirDefinitionException">The width is wrong, a degree is too high or a row selector is involved.</exception>
    public void Send(Bus bus, ReadOnlySpan<Expr> values, Expr multiplicity, MultiplicityBound bound = default) =>
        _table.AddInteraction(bus, BusDirection.Send, values, _condition * multiplicity, bound);

    /// <summary>Receives a tuple with the multiplicity times the condition.</summary>
    /// <inheritdoc cref="TableBuilder.Receive" path="/param"/>
    /// <exception cref="AirDefinitionException">The width is wrong, a degree is too high or a row selector is involved.</exception>
    public void Receive(Bus bus, ReadOnlySpan<Expr> values, Expr multiplicity, MultiplicityBound bound = default) =>
        _table.AddInteraction(bus, BusDirection.Receive, values, _condition * multiplicity, bound);

    public bool Equals(ConstraintScope other) => ReferenceEquals(_table, other._table) && _condition == other._condition;

    public override bool Equals(object? obj) => obj is ConstraintScope other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_table, _condition);
}
