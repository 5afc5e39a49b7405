using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>
/// Turns a builder's graph into a table: keeps what constraints and interactions reach and renumbers it in the order of first need,
/// operands first. Expressions that were built and dropped are left out.
/// </summary>
internal sealed class TableAssembler(ExprGraph graph, List<Constraint> constraints, List<Interaction> interactions)
{
    private const int Unvisited = -1;

    private readonly ImmutableArray<ExprNode>.Builder _nodes = ImmutableArray.CreateBuilder<ExprNode>();
    private readonly Stack<int> _pending = new();
    private readonly int[] _number = CreateNumbers(graph.Count);

    internal Table Assemble(TableHeader header)
    {
        ImmutableArray<Constraint> keptConstraints = [.. constraints.Select(c => c with { Node = Visit(c.Node) })];
        ImmutableArray<Interaction> keptInteractions = [.. interactions.Select(Visit)];
        return new Table(header, _nodes.ToImmutable(), keptConstraints, keptInteractions);
    }

    private static int[] CreateNumbers(int count)
    {
        int[] numbers = new int[count];
        Array.Fill(numbers, Unvisited);
        return numbers;
    }

    private Interaction Visit(Interaction interaction)
    {
        int multiplicity = Visit(interaction.Multiplicity);
        ImmutableArray<int> values = [.. interaction.Values.Select(Visit)];
        return interaction with { Multiplicity = multiplicity, Values = values };
    }

    /// <summary>Depth-first with a stack of its own: expressions may be deeper than the call stack allows.</summary>
    private int Visit(int root)
    {
        _pending.Push(root);
        while (_pending.TryPeek(out int id))
        {
            if (_number[id] != Unvisited || !Expand(id))
            {
                _pending.Pop();
            }
        }

        return _number[root];
    }

    /// <summary>Numbers a node whose operands are numbered and returns false; else pushes the operands and returns true.</summary>
    private bool Expand(int id)
    {
        ExprNode node = graph[id];
        if (node.IsOperation)
        {
            int a = _number[node.A];
            int b = _number[node.B];
            if (a == Unvisited || b == Unvisited)
            {
                PushUnvisited(node.B);
                PushUnvisited(node.A);
                return true;
            }

            node = new ExprNode(node.Kind, a, b);
        }

        _number[id] = _nodes.Count;
        _nodes.Add(node);
        return false;
    }

    private void PushUnvisited(int id)
    {
        if (_number[id] == Unvisited)
        {
            _pending.Push(id);
        }
    }
}
