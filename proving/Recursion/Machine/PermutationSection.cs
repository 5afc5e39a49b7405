using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// One Poseidon2 permutation a row. Preprocessed columns of a row say how the input of the next row follows from its output: sponge,
/// transcript, path of a Merkle tree, injection, or not at all.
/// </summary>
internal sealed partial class PermutationSection
{
    private const int Half = PackGroup.BlockWidth;

    private readonly int _publicValueCount;
    private readonly Poseidon2Columns _permutation;
    private readonly Column _bit;
    private readonly Column _position;
    private readonly Column _entry;
    private readonly ImmutableArray<Column> _challenge;
    private readonly ImmutableArray<Column> _challengeSquared;
    private readonly ImmutableArray<Column> _sum;
    private readonly ImmutableArray<ImmutableArray<Column>> _partialSums;

    private readonly Column _spongeFirst;
    private readonly Column _spongeNext;
    private readonly Column _boundLength;
    private readonly Column _squeeze;
    private readonly Column _path;
    private readonly Column _branch;
    private readonly Column _positionFactor;
    private readonly Column _bitFactor;
    private readonly Column _endsPath;
    private readonly Column _isSummed;
    private readonly Column _keepsSum;
    private readonly Column _showsSum;
    private readonly Column _loads;
    private readonly Column _leftIndex;
    private readonly Column _leftIsEntry;
    private readonly ImmutableArray<Column> _publicRows;
    private readonly CellPort _value;
    private readonly CellPort _left;
    private readonly CellPort _right;
    private readonly CellPort _output;

    public PermutationSection(TableBuilder table, int publicValueCount)
    {
        _publicValueCount = publicValueCount;
        ColumnScope columns = table.Columns.Scope("permutation");
        _permutation = new Poseidon2Columns(columns);
        _bit = columns.Main("bit");
        _position = columns.Main("position");
        _entry = columns.Main("entry");
        _challenge = columns.MainArray("challenge", Ext5.Degree);
        _challengeSquared = columns.MainArray("challenge squared", Ext5.Degree);
        _sum = columns.MainArray("sum", Ext5.Degree);
        _partialSums = [.. Enumerable.Range(0, 3).Select(i => columns.MainArray(FormattableString.Invariant($"partial sum {i}"), Ext5.Degree))];

        _spongeFirst = columns.Preprocessed("sponge first");
        _spongeNext = columns.Preprocessed("sponge next");
        _boundLength = columns.Preprocessed("bound length");
        _squeeze = columns.Preprocessed("squeeze");
        _path = columns.Preprocessed("path");
        _branch = columns.Preprocessed("branch");
        _positionFactor = columns.Preprocessed("position factor");
        _bitFactor = columns.Preprocessed("bit factor");
        _endsPath = columns.Preprocessed("ends path");
        _isSummed = columns.Preprocessed("is summed");
        _keepsSum = columns.Preprocessed("keeps sum");
        _showsSum = columns.Preprocessed("shows sum");
        _loads = columns.Preprocessed("loads challenge");
        _leftIndex = columns.Preprocessed("left index");
        _leftIsEntry = columns.Preprocessed("left is entry");
        _publicRows = columns.PreprocessedArray("public row", PublicRowCount(publicValueCount));
        _value = new CellPort(columns, "value");
        _left = new CellPort(columns, "left");
        _right = new CellPort(columns, "right");
        _output = new CellPort(columns, "output");

        _permutation.Constrain(table.Always);
        ConstrainInput(table);
        ConstrainPath(table);
        ConstrainPublics(table);
        ConstrainSums(table);
        Connect(table);
    }

    /// <summary>Rows that hold public values.</summary>
    public static int PublicRowCount(int publicValueCount) =>
        Math.Max(1, (publicValueCount + CircuitBuilder.PublicsPerRow - 1) / CircuitBuilder.PublicsPerRow);

    private static string Name(string what, int index) => FormattableString.Invariant($"{what}[{index}]");

    private void ConstrainInput(TableBuilder table)
    {
        ImmutableArray<Column> input = _permutation.Input;
        ImmutableArray<Column> output = _permutation.Output;
        for (int i = 0; i < Half; i++)
        {
            table.When(_squeeze).AssertEqual(input[i].Next, output[i], Name("rate is kept", i));
            Expr kept = (_spongeNext * output[Half + i]) + (i == 0 ? _boundLength.Local : 0);
            table.AssertEqual((_spongeFirst + _spongeNext) * input[Half + i].Next, kept, Name("capacity", i));
        }
    }

    /// <summary>
    /// The digest is the left half of the next input, or the right half where the bit is 1. The position grows by a bit a level; with the
    /// last level it takes in the index of the cap's entry.
    /// </summary>
    private void ConstrainPath(TableBuilder table)
    {
        ImmutableArray<Column> input = _permutation.Input;
        table.AssertBool(_bit, "path bit");
        table.AssertZero(_bit.Next * (1 - _branch), "path bits where paths branch");
        table.AssertZero(_entry * (1 - _endsPath), "entries where paths end");
        for (int i = 0; i < Half; i++)
        {
            Expr chosen = input[i].Next + (_bit.Next * (input[Half + i].Next - input[i].Next));
            table.When(_path).AssertEqual(chosen, _permutation.Output[i], Name("digest goes up", i));
        }

        Expr position = (_positionFactor * _position) + (_bitFactor * _bit.Next) + _entry.Next;
        table.When(_path).AssertEqual(_position.Next, position, "position grows");
    }

    private void ConstrainPublics(TableBuilder table)
    {
        for (int i = 0; i < CircuitBuilder.PublicsPerRow; i++)
        {
            Expr sum = 0;
            for (int row = 0; row < _publicRows.Length; row++)
            {
                int index = (row * CircuitBuilder.PublicsPerRow) + i;
                Expr value = index < _publicValueCount ? table.PublicValue(index) : 0;
                sum += _publicRows[row] * (_permutation.Input[i] - value);
            }

            table.AssertZero(sum, Name("public value", i));
        }
    }

    /// <summary>Horner's rule over the eight elements of the rate, two a step.</summary>
    private void ConstrainSums(TableBuilder table)
    {
        ImmutableArray<Expr> challenge = ExtensionExpr.Local(_challenge);
        ImmutableArray<Expr> squared = ExtensionExpr.Local(_challengeSquared);
        ExtensionExpr.AssertEqual(table.Always, squared, ExtensionExpr.Multiply(challenge, challenge), "challenge squared");
        ExtensionExpr.AssertEqual(table.When(1 - _loads), ExtensionExpr.Next(_challenge), challenge, "challenge is kept");
        ImmutableArray<Expr> sum = ExtensionExpr.Local(_sum);
        for (int i = 0; i < _partialSums.Length; i++)
        {
            ImmutableArray<Expr> partial = ExtensionExpr.Local(_partialSums[i]);
            ExtensionExpr.AssertEqual(table.Always, partial, Step(sum, challenge, squared, 2 * i), FormattableString.Invariant($"partial sum {i}"));
            sum = partial;
        }

        ImmutableArray<Expr> after = Step(sum, challenge, squared, Half - 2);
        for (int k = 0; k < Ext5.Degree; k++)
        {
            table.AssertEqual(_sum[k].Next, (_isSummed * after[k]) + (_keepsSum * _sum[k]), Name("sum", k));
        }
    }

    private ImmutableArray<Expr> Step(ImmutableArray<Expr> sum, ImmutableArray<Expr> challenge, ImmutableArray<Expr> squared, int element)
    {
        ImmutableArray<Expr> scaled = ExtensionExpr.Scale(challenge, _permutation.Input[element]);
        ImmutableArray<Expr> next = ExtensionExpr.Add(ExtensionExpr.Multiply(sum, squared), scaled);
        return next.SetItem(0, next[0] + _permutation.Input[element + 1]);
    }

    private void Connect(TableBuilder table)
    {
        ImmutableArray<Expr> left = [.. _permutation.Input.Take(Half).Select(column => column.Local)];
        ImmutableArray<Expr> right = [.. _permutation.Input.Skip(Half).Select(column => column.Local)];
        ImmutableArray<Expr> output = [.. _permutation.Output.Take(Half).Select(column => column.Local)];
        _left.ConnectBlock(table, _leftIndex, left, _leftIsEntry * _position);
        _right.ConnectBlock(table, 0, right);
        _output.ConnectBlock(table, _entry, output);
        Expr[] shown = new Expr[Ext5.Degree];
        for (int k = 0; k < shown.Length; k++)
        {
            shown[k] = (_showsSum * _sum[k]) + (_loads * _challenge[k].Next);
        }

        shown[0] += (1 - _showsSum - _loads) * _position;
        _value.ConnectValue(table, shown);
    }
}
