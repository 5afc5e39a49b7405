using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <content>Buses.</content>
public sealed partial class TableBuilder
{
    private readonly List<Interaction> _interactions = [];

    /// <summary>Every row sends a tuple.</summary>
    /// <param name="bus">Where to.</param>
    /// <param name="values">The tuple, as wide as the bus.</param>
    /// <param name="multiplicity">How often; 0 on rows that send nothing.</param>
    /// <param name="bound">What is known of the multiplicity, at most 1 a row by default.</param>
    /// <exception cref="AirDefinitionException">The width is wrong, a degree is too high or a row selector is involved.</exception>
    public void Send(Bus bus, ReadOnlySpan<Expr> values, Expr multiplicity, MultiplicityBound bound = default) =>
        Always.Send(bus, values, multiplicity, bound);

    /// <summary>Every row receives a tuple.</summary>
    /// <param name="bus">Where from.</param>
    /// <param name="values">The tuple, as wide as the bus.</param>
    /// <param name="multiplicity">How often; 0 on rows that receive nothing.</param>
    /// <param name="bound">What is known of the multiplicity, at most 1 a row by default.</param>
    /// <exception cref="AirDefinitionException">The width is wrong, a degree is too high or a row selector is involved.</exception>
    public void Receive(Bus bus, ReadOnlySpan<Expr> values, Expr multiplicity, MultiplicityBound bound = default) =>
        Always.Receive(bus, values, multiplicity, bound);

    internal void AddInteraction(
        Bus bus, BusDirection direction, ReadOnlySpan<Expr> values, Expr multiplicity, MultiplicityBound bound)
    {
        ThrowIfBuilt();
        ArgumentNullException.ThrowIfNull(bus);
        if (values.Length != bus.TupleWidth)
        {
            throw Mistake(FormattableString.Invariant($"a tuple of {values.Length} elements does not fit bus {bus}"));
        }

        ImmutableArray<int>.Builder nodes = ImmutableArray.CreateBuilder<int>(values.Length);
        int tupleDegree = 0;
        foreach (Expr value in values)
        {
            int node = InteractionNode(bus, value);
            tupleDegree = Math.Max(tupleDegree, _graph.DegreeOf(node));
            nodes.Add(node);
        }

        int count = InteractionNode(bus, multiplicity);
        int countDegree = _graph.DegreeOf(count);
        Interaction interaction = new(bus, direction, nodes.MoveToImmutable(), count, bound, tupleDegree, countDegree);
        int degree = FractionPacking.Single(interaction);
        if (degree > DegreeLimit)
        {
            throw Mistake(FormattableString.Invariant(
                $"an interaction with bus {bus} needs degree {degree}, the limit is {DegreeLimit}"));
        }

        _interactions.Add(interaction);
    }

    private int InteractionNode(Bus bus, Expr expression)
    {
        int node = expression.IdIn(_graph);
        return !_graph.ReadsSelector(node)
            ? node
            : throw Mistake($"an interaction with bus {bus} depends on a row selector, which is not normalised; use a column");
    }
}
