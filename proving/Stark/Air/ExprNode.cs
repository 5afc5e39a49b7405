using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>One node of an expression graph; equal nodes of one graph are the same node.</summary>
/// <param name="Kind">What the node is.</param>
/// <param name="A">
/// For an operation the left operand's node; for a column or public value its index; for a constant its Montgomery word; else 0.
/// </param>
/// <param name="B">For an operation the right operand's node; else 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExprNode(ExprKind Kind, int A, int B)
{
    /// <summary>Whether the node has operands.</summary>
    public bool IsOperation => Kind >= ExprKind.Add;

    /// <summary>Whether the node is one of the three row selectors.</summary>
    public bool IsSelector => Kind is ExprKind.IsFirst or ExprKind.IsLast or ExprKind.IsTransition;

    /// <summary>Whether the node is a main or preprocessed column, on this row or the next.</summary>
    public bool IsColumn => Kind is >= ExprKind.MainLocal and <= ExprKind.PreprocessedNext;
}
