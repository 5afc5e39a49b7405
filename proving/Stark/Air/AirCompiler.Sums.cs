using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <content>
/// Sums of products. A tree of additions and subtractions whose inner results have no other use becomes one instruction, in which
/// products and multiples are added up before they are reduced.
/// </content>
internal sealed partial class AirCompiler
{
    // What is saved is the reduction of products; without several of them shorter instructions are faster.
    private const int MinProducts = 3;

    // Longer sums are cut, since a sum needs all its terms in registers at once.
    private const int MaxTerms = 16;

    /// <summary>The sum that a node is, or null when too few of its terms are products.</summary>
    private FusedOperation? TryFuseSum(int id)
    {
        List<SumItem> items = [new(id, IsNegative: false)];
        List<int> inner = [];
        for (int i = 0; i < items.Count;)
        {
            bool expands = i == 0 && inner.Count == 0 ? IsSum(id) : CanExpand(items[i].Node) && items.Count < MaxTerms;
            if (!expands)
            {
                i++;
                continue;
            }

            inner.Add(items[i].Node);
            Expand(items, i);
        }

        return items.Count(IsProduct) < MinProducts ? null : BuildSum(items, inner);
    }

    private static FusedOperation Sum(IEnumerable<FusedTerm> terms, int constant) =>
        new(AirOpcode.Sum, Uniform: constant) { Terms = [.. terms.OrderBy(t => t.Kind)] };

    private static void Expand(List<SumItem> items, int index, ExprNode node)
    {
        bool negative = items[index].IsNegative;
        items[index] = new SumItem(node.A, negative);
        items.Insert(index + 1, new SumItem(node.B, negative != (node.Kind == ExprKind.Subtract)));
    }

    private void Expand(List<SumItem> items, int index) => Expand(items, index, _nodes[items[index].Node]);

    private bool IsSum(int id) => _nodes[id].Kind is ExprKind.Add or ExprKind.Subtract;

    private bool CanExpand(int id) => CanAbsorb(id, ExprKind.Add) || CanAbsorb(id, ExprKind.Subtract);

    private FusedOperation BuildSum(List<SumItem> items, List<int> inner)
    {
        for (int i = 1; i < inner.Count; i++)
        {
            _absorbed[inner[i]] = true;
        }

        int constant = Uniform(new UniformStep(ExprKind.Constant, 0, 0));
        ImmutableArray<FusedTerm>.Builder terms = ImmutableArray.CreateBuilder<FusedTerm>();
        foreach (SumItem item in items)
        {
            if (IsUniform(item.Node))
            {
                ExprKind kind = item.IsNegative ? ExprKind.Subtract : ExprKind.Add;
                constant = CombineUniforms(kind, constant, _uniformOf[item.Node]);
            }
            else
            {
                terms.Add(Term(item));
            }
        }

        return Sum(terms, constant);
    }

    private bool IsProduct(SumItem item) => CanAbsorb(item.Node, ExprKind.Multiply) && !IsCube(item.Node);

    private FusedTerm Term(SumItem item)
    {
        if (!IsProduct(item))
        {
            return new FusedTerm(item.IsNegative ? SumTermKind.Minus : SumTermKind.Plus, item.Node);
        }

        ExprNode product = Absorb(item.Node);
        (int x, int y) = IsUniform(product.A) ? (product.B, product.A) : (product.A, product.B);
        if (IsUniform(y))
        {
            int weight = item.IsNegative ? NegatedUniform(_uniformOf[y]) : _uniformOf[y];
            return new FusedTerm(SumTermKind.Weighted, x, Uniform: weight);
        }

        return new FusedTerm(item.IsNegative ? SumTermKind.NegatedProduct : SumTermKind.Product, x, y);
    }

    /// <summary>A part of a sum with its sign.</summary>
    private readonly record struct SumItem(int Node, bool IsNegative);
}
