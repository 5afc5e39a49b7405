using System.Globalization;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <content>Expressions as text, for messages.</content>
public sealed partial class ExprGraph
{
    private const int DescribeDepth = 4;

    /// <summary>Writes a node out; deeper parts are replaced by dots, so the length is bounded.</summary>
    internal string Describe(int id) => Describe(id, DescribeDepth);

    private string Describe(int id, int depth)
    {
        ExprNode node = _nodes[id];
        if (!node.IsOperation)
        {
            return DescribeLeaf(node);
        }

        if (depth == 0)
        {
            return "...";
        }

        char sign = node.Kind switch { ExprKind.Add => '+', ExprKind.Subtract => '-', _ => '*' };
        return $"({Describe(node.A, depth - 1)} {sign} {Describe(node.B, depth - 1)})";
    }

    private static string DescribeLeaf(ExprNode node)
    {
        string index = node.A.ToString(CultureInfo.InvariantCulture);
        return node.Kind switch
        {
            ExprKind.Constant => KoalaBear.FromMontgomery((uint)node.A).ToString(),
            ExprKind.MainLocal => $"main[{index}]",
            ExprKind.MainNext => $"main[{index}]'",
            ExprKind.PreprocessedLocal => $"preprocessed[{index}]",
            ExprKind.PreprocessedNext => $"preprocessed[{index}]'",
            ExprKind.Public => $"public[{index}]",
            _ => node.Kind.ToString(),
        };
    }
}
