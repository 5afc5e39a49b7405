using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The columns that a constraint reads, with their values, for messages.</summary>
internal static class ConstraintColumns
{
    private const int MaxColumns = 24;

    /// <summary>"name = value" for the columns in the order of the expression, a prime marking the next row.</summary>
    internal static IReadOnlyList<string> Describe(TableTrace trace, Constraint constraint, int row)
    {
        List<string> columns = [];
        foreach (ExprNode node in Leaves(trace.Table, constraint.Node))
        {
            if (columns.Count == MaxColumns)
            {
                columns.Add("...");
                break;
            }

            columns.Add(Describe(trace, node, row));
        }

        return columns;
    }

    private static List<ExprNode> Leaves(Table table, int root)
    {
        List<ExprNode> leaves = [];
        HashSet<int> seen = [root];
        Stack<int> pending = new([root]);
        while (pending.TryPop(out int id))
        {
            ExprNode node = table.Nodes[id];
            if (node.IsColumn)
            {
                leaves.Add(node);
            }
            else if (node.IsOperation)
            {
                PushUnseen(node.B);
                PushUnseen(node.A);
            }
        }

        return leaves;

        void PushUnseen(int id)
        {
            if (seen.Add(id))
            {
                pending.Push(id);
            }
        }
    }

    private static string Describe(TableTrace trace, ExprNode node, int row)
    {
        bool next = node.Kind is ExprKind.MainNext or ExprKind.PreprocessedNext;
        bool main = node.Kind is ExprKind.MainLocal or ExprKind.MainNext;
        FieldMatrix matrix = main ? trace.Main : trace.Preprocessed!;
        string name = (main ? trace.Table.MainColumnNames : trace.Table.PreprocessedColumnNames)[node.A];
        int index = next ? (row + 1) & (trace.Table.Height - 1) : row;
        return $"{name}{(next ? "'" : string.Empty)} = {matrix.Row(index)[node.A]}";
    }
}
