using System.Diagnostics;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The hash-consed expression graph of one table: equal expressions are one node, constants are folded, neutral elements vanish,
/// operands of commutative operations are put in one order. Operands always precede their node. Not safe for concurrent use.
/// </summary>
public sealed partial class ExprGraph
{
    private readonly List<ExprNode> _nodes = [];
    private readonly List<int> _degrees = [];
    private readonly List<SelectorUse> _selectors = [];
    private readonly Dictionary<ExprNode, int> _ids = [];

    /// <summary>How row selectors enter a node. They are not normalised to 1, so a sum over them has no meaning.</summary>
    private enum SelectorUse
    {
        None,
        Factor,
        Summed,
    }

    /// <summary>Number of nodes.</summary>
    public int Count => _nodes.Count;

    /// <summary>A node by its number.</summary>
    public ExprNode this[int id] => _nodes[id];

    internal static KoalaBear Fold(ExprKind kind, KoalaBear a, KoalaBear b) => kind switch
    {
        ExprKind.Add => a + b,
        ExprKind.Subtract => a - b,
        ExprKind.Multiply => a * b,
        _ => throw new UnreachableException(),
    };

    internal Expr Expression(ExprKind kind, int index = 0) => new(this, Intern(new ExprNode(kind, index, 0)));

    internal int Constant(KoalaBear value) => Intern(new ExprNode(ExprKind.Constant, (int)value.Montgomery, 0));

    internal int DegreeOf(int id) => _degrees[id];

    internal bool ReadsSelector(int id) => _selectors[id] != SelectorUse.None;

    internal bool SumsSelectors(int id) => _selectors[id] == SelectorUse.Summed;

    private int Intern(ExprNode node)
    {
        if (_ids.TryGetValue(node, out int id))
        {
            return id;
        }

        id = _nodes.Count;
        _nodes.Add(node);
        _degrees.Add(Degree(node));
        _selectors.Add(Selectors(node));
        _ids.Add(node, id);
        return id;
    }

    private int Degree(ExprNode node) => node.Kind switch
    {
        ExprKind.Constant or ExprKind.Public => 0,
        ExprKind.Add or ExprKind.Subtract => Math.Max(_degrees[node.A], _degrees[node.B]),
        ExprKind.Multiply => _degrees[node.A] + _degrees[node.B],
        _ => 1,
    };

    private SelectorUse Selectors(ExprNode node)
    {
        if (!node.IsOperation)
        {
            return node.IsSelector ? SelectorUse.Factor : SelectorUse.None;
        }

        // 0 - x only negates x.
        SelectorUse use = (SelectorUse)Math.Max((int)_selectors[node.A], (int)_selectors[node.B]);
        bool sum = node.Kind != ExprKind.Multiply && !(TryConstant(node.A, out KoalaBear left) && left.IsZero);
        return sum && use != SelectorUse.None ? SelectorUse.Summed : use;
    }
}
