using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Compiles a table's expressions: computes uniform parts once, fuses neighbouring operations into one instruction where the inner
/// result has no other use, orders code so that outputs appear in the order of the constraints, and gives registers back after
/// their last use.
/// </summary>
internal sealed partial class AirCompiler
{
    private const int Absent = -1;

    private readonly ImmutableArray<ExprNode> _nodes;
    private readonly ImmutableArray<Constraint> _constraints;
    private readonly ImmutableArray<Interaction> _interactions;
    private readonly int[] _uses;
    private readonly int[] _uniformOf;
    private readonly List<UniformStep> _uniforms = [];
    private readonly Dictionary<UniformStep, int> _uniformIds = [];

    internal AirCompiler(Table table, AirOutputs outputs)
    {
        _nodes = table.Nodes;
        _constraints = outputs == AirOutputs.All ? table.Constraints : [];
        _interactions = table.Interactions;
        _uses = new int[_nodes.Length];
        _uniformOf = new int[_nodes.Length];
        _fused = new FusedOperation?[_nodes.Length];
        _absorbed = new bool[_nodes.Length];
        _registerOf = new int[_nodes.Length];
    }

    internal AirProgram Compile()
    {
        CountUses();
        FindUniforms();
        FuseAll();
        ImmutableArray<InteractionOperands> operands = Emit();
        return new AirProgram(
            _code.ToImmutable(), _sumTerms.ToImmutable(), [.. _uniforms], operands, _registerCount, _constraints.Length);
    }

    /// <summary>Counts for every node the operands and roots that are this node; what nothing needs stays at zero.</summary>
    private void CountUses()
    {
        foreach (Constraint constraint in _constraints)
        {
            _uses[constraint.Node]++;
        }

        foreach (Interaction interaction in _interactions)
        {
            _uses[interaction.Multiplicity]++;
            foreach (int value in interaction.Values)
            {
                _uses[value]++;
            }
        }

        for (int id = _nodes.Length - 1; id >= 0; id--)
        {
            if (_uses[id] > 0 && _nodes[id].IsOperation)
            {
                _uses[_nodes[id].A]++;
                _uses[_nodes[id].B]++;
            }
        }
    }

    /// <summary>Finds the nodes that are the same on every row and gives each a uniform.</summary>
    private void FindUniforms()
    {
        Array.Fill(_uniformOf, Absent);
        for (int id = 0; id < _nodes.Length; id++)
        {
            if (_uses[id] == 0)
            {
                continue;
            }

            ExprNode node = _nodes[id];
            if (node.Kind is ExprKind.Constant or ExprKind.Public)
            {
                _uniformOf[id] = Uniform(new UniformStep(node.Kind, node.A, 0));
            }
            else if (node.IsOperation && IsUniform(node.A) && IsUniform(node.B))
            {
                _uniformOf[id] = Uniform(new UniformStep(node.Kind, _uniformOf[node.A], _uniformOf[node.B]));
            }
        }
    }

    /// <summary>The sum or difference of two uniforms.</summary>
    private int CombineUniforms(ExprKind kind, int a, int b)
    {
        (UniformStep x, UniformStep y) = (_uniforms[a], _uniforms[b]);
        if (x.Kind != ExprKind.Constant || y.Kind != ExprKind.Constant)
        {
            return Uniform(new UniformStep(kind, a, b));
        }

        KoalaBear sum = ExprGraph.Fold(kind, KoalaBear.FromMontgomery((uint)x.A), KoalaBear.FromMontgomery((uint)y.A));
        return Uniform(new UniformStep(ExprKind.Constant, (int)sum.Montgomery, 0));
    }

    private bool IsUniform(int id) => _uniformOf[id] != Absent;

    /// <summary>The uniform -u.</summary>
    private int NegatedUniform(int uniform)
    {
        int zero = Uniform(new UniformStep(ExprKind.Constant, 0, 0));
        return CombineUniforms(ExprKind.Subtract, zero, uniform);
    }

    private int Uniform(UniformStep step)
    {
        if (!_uniformIds.TryGetValue(step, out int id))
        {
            id = _uniforms.Count;
            _uniforms.Add(step);
            _uniformIds.Add(step, id);
        }

        return id;
    }
}
