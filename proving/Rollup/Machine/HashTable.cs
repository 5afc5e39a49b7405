using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// The hash table of the shard machine: one Poseidon1 permutation a row, with feed-forward, in all its roles. Which row does what is
/// fixed (<see cref="ShardLayout"/>); docs/PROOFS.md, "Shard machine", says why it is sound.
/// </summary>
internal sealed partial class HashTable
{
    public const string Name = "hashes";

    private readonly TableBuilder _builder;
    private readonly HashColumns _columns;
    private readonly HashSelectors _selectors;

    public HashTable(ShardLayout layout)
    {
        Layout = layout;
        _builder = new TableBuilder(Name, layout.LogHeight);
        _selectors = new HashSelectors(_builder.Columns);
        _columns = new HashColumns(_builder.Columns);
        _columns.Permutation.Constrain(_builder.Always);
        ConstrainLinks();
        ConstrainMessages();
        ConstrainChains();
        ConstrainWords();
        ConstrainLeaves();
        ConstrainPaths();
        ConstrainUpdates();
        ConstrainStatement();
        Table = _builder.Build();
    }

    public ShardLayout Layout { get; }

    public Table Table { get; }

    public HashColumns Columns => _columns;

    public HashSelectors Selectors => _selectors;

    /// <summary>What goes from a row to the next in several roles.</summary>
    private void ConstrainLinks()
    {
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            _builder.AssertZero(_selectors.Link * (_columns.Input[i].Next - _columns.Digest(i)), $"digest {i} goes on");
        }

        foreach (Column column in (Column[])[.. _columns.Parameter, _columns.SlotLow, _columns.SlotHigh, _columns.Live])
        {
            _builder.AssertZero(_selectors.Hold * (column.Next - column), $"{column.Name} stays");
        }

        Expr meets = _selectors.Account + _selectors.UpdateLast + _selectors.PathLast;
        _builder.When(meets).AssertBool(_columns.Live, "live is a bit");
    }

    /// <summary>States what a range of input elements is on some rows.</summary>
    private void AssertInput(Expr rows, int first, ReadOnlySpan<Expr> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _builder.AssertZero(rows * (_columns.Input[first + i] - values[i]), $"{name}[{first + i}]");
        }
    }

    private void AssertTweak(Expr rows, TweakType type, Expr sub, int first, string name)
    {
        Expr head = ((Expr)((int)type << Xmss.TypeShift)) + (_columns.SlotHigh * (1 << Xmss.HighShift)) + sub;
        AssertInput(rows, first, [head, _columns.SlotLow], name);
    }

    private Expr[] ParameterExpressions() => [.. _columns.Parameter.Select(column => column.Local)];

    private Expr[] Inputs(int first, int count) => [.. _columns.Input.Skip(first).Take(count).Select(column => column.Local)];

    private Expr[] Digests(int count) => [.. Enumerable.Range(0, count).Select(_columns.Digest)];

    private static Expr[] Zeros(int count) => new Expr[count];
}
