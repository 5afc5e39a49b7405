using System.Collections.Immutable;
using System.Diagnostics;

namespace P2PProver.Stark;

/// <content>Order of instructions, registers, operands.</content>
internal sealed partial class AirCompiler
{
    private readonly ImmutableArray<AirInstruction>.Builder _code = ImmutableArray.CreateBuilder<AirInstruction>();
    private readonly ImmutableArray<SumTerm>.Builder _sumTerms = ImmutableArray.CreateBuilder<SumTerm>();
    private readonly int[] _registerOf;
    private readonly Stack<int> _freeRegisters = new();
    private int[] _remaining = [];
    private int _registerCount;

    /// <summary>
    /// Emits code up to each constraint's node, then the constraint's output, then whatever interactions still need. Nodes are
    /// numbered in the order in which constraints and interactions need them, so this computes nothing long before its use.
    /// </summary>
    private ImmutableArray<InteractionOperands> Emit()
    {
        Array.Fill(_registerOf, Absent);
        CountRemainingUses();
        int next = 0;
        for (int k = 0; k < _constraints.Length; k++)
        {
            int root = _constraints[k].Node;
            while (next < root)
            {
                EmitNode(next++);
            }

            AirOperand output = new(AirOperandKind.Output, k);
            if (next == root && _remaining[root] == 1 && _fused[root] is FusedOperation operation)
            {
                EmitTo(operation, output);
                next++;
                continue;
            }

            if (next == root)
            {
                EmitNode(next++);
            }

            EmitCopy(root, output);
        }

        while (next < _nodes.Length)
        {
            EmitNode(next++);
        }

        return [.. _interactions.Select(Operands)];
    }

    /// <summary>Counts how often each value is read: by instructions, by outputs, and by interactions at the very end.</summary>
    private void CountRemainingUses()
    {
        _remaining = new int[_nodes.Length];
        foreach (FusedOperation? fused in _fused)
        {
            if (fused is FusedOperation operation)
            {
                foreach (int id in operation.Operands())
                {
                    _remaining[id]++;
                }
            }
        }

        foreach (Constraint constraint in _constraints)
        {
            _remaining[constraint.Node]++;
        }

        foreach (Interaction interaction in _interactions)
        {
            _remaining[interaction.Multiplicity]++;
            foreach (int value in interaction.Values)
            {
                _remaining[value]++;
            }
        }
    }

    private void EmitNode(int id)
    {
        if (_fused[id] is FusedOperation operation)
        {
            Debug.Assert(_remaining[id] > 0, "A value that nobody reads is not computed.");
            EmitTo(operation, () =>
            {
                _registerOf[id] = TakeRegister();
                return new AirOperand(AirOperandKind.Register, _registerOf[id]);
            });
        }
    }

    private void EmitTo(FusedOperation operation, AirOperand destination) => EmitTo(operation, () => destination);

    /// <summary>Operands give their registers back first: instructions work lane by lane, so source and destination may be one.</summary>
    private void EmitTo(FusedOperation operation, Func<AirOperand> destination)
    {
        AirOperand a = operation.Terms.IsEmpty ? Operand(operation.A) : new(AirOperandKind.Term, _sumTerms.Count);
        AirOperand b = operation.Terms.IsEmpty ? Operand(operation.B) : new(AirOperandKind.Term, operation.Terms.Length);
        AirOperand c = Operand(operation.C);
        foreach (FusedTerm term in operation.Terms)
        {
            _sumTerms.Add(new SumTerm(term.Kind, Operand(term.X), Operand(term.Y), term.Uniform));
        }

        foreach (int id in operation.Operands())
        {
            Release(id);
        }

        _code.Add(new AirInstruction(operation.Opcode, destination(), a, b, c, operation.Uniform));
    }

    private void EmitCopy(int id, AirOperand output)
    {
        if (IsUniform(id))
        {
            _code.Add(new AirInstruction(AirOpcode.Broadcast, output, default, default, default, _uniformOf[id]));
            return;
        }

        _code.Add(new AirInstruction(AirOpcode.Copy, output, Operand(id), default, default, 0));
        Release(id);
    }

    private AirOperand Operand(int id)
    {
        if (id == Absent)
        {
            return default;
        }

        ExprNode node = _nodes[id];
        return node.Kind switch
        {
            ExprKind.MainLocal => new(AirOperandKind.MainLocal, node.A),
            ExprKind.MainNext => new(AirOperandKind.MainNext, node.A),
            ExprKind.PreprocessedLocal => new(AirOperandKind.PreprocessedLocal, node.A),
            ExprKind.PreprocessedNext => new(AirOperandKind.PreprocessedNext, node.A),
            ExprKind.IsFirst or ExprKind.IsLast or ExprKind.IsTransition =>
                new(AirOperandKind.Selector, node.Kind - ExprKind.IsFirst),
            _ when IsUniform(id) => new(AirOperandKind.Uniform, _uniformOf[id]),
            _ => new(AirOperandKind.Register, _registerOf[id]),
        };
    }

    private InteractionOperands Operands(Interaction interaction) =>
        new(Operand(interaction.Multiplicity), [.. interaction.Values.Select(Operand)]);

    private void Release(int id)
    {
        if (--_remaining[id] == 0 && _registerOf[id] != Absent)
        {
            _freeRegisters.Push(_registerOf[id]);
        }
    }

    private int TakeRegister() => _freeRegisters.TryPop(out int register) ? register : _registerCount++;
}
