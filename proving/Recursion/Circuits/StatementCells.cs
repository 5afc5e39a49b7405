using System.Collections.Immutable;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>The public values of a circuit that is Leaf or Merge.</summary>
internal sealed class StatementCells
{
    private readonly CircuitBuilder _builder;
    private readonly StatementLayout _layout;
    private readonly Scalar[] _values;

    public StatementCells(CircuitBuilder builder, StatementLayout layout)
    {
        _builder = builder;
        _layout = layout;
        _values = [.. Enumerable.Range(0, layout.Count).Select(builder.PublicValue)];
    }

    public Scalar FirstShard => _values[_layout.FirstShard.Offset];

    public Scalar ShardCount => _values[_layout.ShardCount.Offset];

    /// <summary>The digest of the keys that may be merged; it stands first.</summary>
    public Block Allowed => _builder.PublicBlock(_layout.Allowed.Offset / Digest8.WordCount);

    public ReadOnlySpan<Scalar> Values => _values;

    /// <summary>The machine's values.</summary>
    public Scalar[] Child() => [.. Enumerable.Range(0, _layout.ChildCount).Select(i => _values[_layout.PlaceOfChild(i)])];

    /// <summary>States what the attribution is.</summary>
    public void AssertAttribution(Block attribution)
    {
        using IDisposable label = _builder.Label("attribution");
        ImmutableArray<Scalar> elements = _builder.Unpack(attribution);
        for (int i = 0; i < elements.Length; i++)
        {
            _builder.AssertEqual(elements[i], _values[_layout.Attribution.Offset + i]);
        }
    }
}
