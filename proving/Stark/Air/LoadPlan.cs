using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>
/// When columns are turned from rows into vectors, and where they are kept. A group of sixteen columns is loaded right before its
/// first use, and its slot is used again after its last, so that columns are read while they are in the nearest caches however wide
/// the table is.
/// </summary>
internal sealed class LoadPlan
{
    /// <summary>Columns of a group: a cache line of a row.</summary>
    internal const int GroupWidth = 16;

    private readonly Group[][] _groups;

    internal LoadPlan(AirProgram program, int mainWidth, int preprocessedWidth)
    {
        _groups = [CreateGroups(mainWidth), CreateGroups(preprocessedWidth)];
        FindUses(program);
        Loads = AssignSlots();
    }

    /// <summary>The loads in the order of first use.</summary>
    internal ImmutableArray<ColumnLoad> Loads { get; }

    /// <summary>Number of slots, each for a whole group.</summary>
    internal int Slots { get; private set; }

    /// <summary>The slot of a column and the column's place in it.</summary>
    internal (int Slot, int Offset) Find(bool isPreprocessed, int column)
    {
        Group group = GroupOf(isPreprocessed, column);
        return (group.Slot, column - group.First);
    }

    private static Group[] CreateGroups(int width)
    {
        Group[] groups = new Group[(width + GroupWidth - 1) / GroupWidth];
        for (int i = 0; i < groups.Length; i++)
        {
            // The last group reaches back so that it is whole, unless the table is narrower than a group.
            int first = Math.Max(0, Math.Min(i * GroupWidth, width - GroupWidth));
            groups[i] = new Group { First = first, Count = Math.Min(GroupWidth, width) };
        }

        return groups;
    }

    private Group GroupOf(bool isPreprocessed, int column) => _groups[isPreprocessed ? 1 : 0][column / GroupWidth];

    private void FindUses(AirProgram program)
    {
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            foreach (AirOperand operand in program.OperandsOf(program.Instructions[i]))
            {
                Use(operand, i, i);
            }
        }

        int end = program.Instructions.Length;
        foreach (InteractionOperands interaction in program.Interactions)
        {
            Use(interaction.Multiplicity, end, int.MaxValue);
            foreach (AirOperand value in interaction.Values)
            {
                Use(value, end, int.MaxValue);
            }
        }
    }

    private void Use(AirOperand operand, int from, int until)
    {
        bool main = operand.Kind is AirOperandKind.MainLocal or AirOperandKind.MainNext;
        if (main || operand.Kind is AirOperandKind.PreprocessedLocal or AirOperandKind.PreprocessedNext)
        {
            Group group = GroupOf(!main, operand.Index);
            group.FirstUse = Math.Min(group.FirstUse, from);
            group.LastUse = Math.Max(group.LastUse, until);
        }
    }

    private ImmutableArray<ColumnLoad> AssignSlots()
    {
        (Group Group, bool IsPreprocessed)[] used =
        [
            .. _groups[0].Select(g => (Group: g, IsPreprocessed: false))
                .Concat(_groups[1].Select(g => (Group: g, IsPreprocessed: true)))
                .Where(g => g.Group.LastUse >= 0)
                .OrderBy(g => g.Group.FirstUse),
        ];
        List<Group> live = [];
        Stack<int> free = new();
        ImmutableArray<ColumnLoad>.Builder loads = ImmutableArray.CreateBuilder<ColumnLoad>(used.Length);
        foreach ((Group group, bool isPreprocessed) in used)
        {
            Release(live, free, group.FirstUse);
            group.Slot = free.TryPop(out int slot) ? slot : Slots++;
            live.Add(group);
            loads.Add(new ColumnLoad(isPreprocessed, group.First, group.Count, group.Slot, group.FirstUse));
        }

        return loads.MoveToImmutable();
    }

    private static void Release(List<Group> live, Stack<int> free, int instruction)
    {
        for (int i = live.Count - 1; i >= 0; i--)
        {
            if (live[i].LastUse < instruction)
            {
                free.Push(live[i].Slot);
                live.RemoveAt(i);
            }
        }
    }

    private sealed class Group
    {
        public int First { get; init; }

        public int Count { get; init; }

        public int FirstUse { get; set; } = int.MaxValue;

        public int LastUse { get; set; } = -1;

        public int Slot { get; set; } = -1;
    }
}
