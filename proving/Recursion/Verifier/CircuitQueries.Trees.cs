using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <content>Opened rows and their trees.</content>
internal sealed partial class CircuitQueries
{
    // The sums over the rows of a group, those of all columns and those of the columns opened at the next row's point.
    private readonly Dictionary<(int Commitment, int Group, bool IsNext), Extension[]> _sums = [];
    private readonly Dictionary<int, Extension[][]> _groups = [];

    private static int BlockWidth => ProofShape.RowBlock;

    /// <inheritdoc/>
    public bool Authenticate(int tree, CircuitCap cap)
    {
        using IDisposable label = _builder.Label($"tree {tree}");
        if (tree >= _shape.Commitments.Length)
        {
            int round = tree - _shape.Commitments.Length;
            Extension[][] byQuery = [.. _bits.Select((_, query) => OpenGroup(round, tree, query, cap))];
            _groups[round] = [.. Enumerable.Range(0, byQuery[0].Length).Select(entry => Each(query => byQuery[query][entry]))];
            return true;
        }

        for (int query = 0; query < _bits.Length; query++)
        {
            OpenRow(tree, query, cap);
        }

        return true;
    }

    /// <inheritdoc/>
    public Extension[] Weigh(int commitment, int group, bool isNext, CircuitValue challenge) =>
        _sums[(commitment, group, isNext && IsMixed(commitment, group))];

    /// <inheritdoc/>
    public Extension[][] Groups(int round) => _groups[round];

    private Extension[] OpenGroup(int round, int tree, int query, CircuitCap cap)
    {
        using IDisposable label = _builder.Label($"query {query}");
        int count = 1 << _shape.Schedule.Rounds[round].LogArity;
        PackedExtensions values = _tape.Take(
            () => _builder.InputExtensions(count),
            (proof, elements) => TapeElements.Write(proof.Rows.Group(round, query), elements));
        _ = _segment.HashBlocks(values.Blocks);
        VerifyPath(tree, query, cap, []);
        return [.. values.Values];
    }

    // The tallest group is hashed last, because the path starts from what was hashed right before it.
    private void OpenRow(int commitment, int query, CircuitCap cap)
    {
        using IDisposable label = _builder.Label($"query {query}");
        TreeShape tree = _shape.CommitmentTrees[commitment];
        Block[] digests = new Block[tree.Groups.Length];
        Extension? before = null;
        for (int group = digests.Length - 1; group >= 0; group--)
        {
            digests[group] = IsMixed(commitment, group) ? HashMixed(commitment, group, query) : HashWhole(commitment, group, query, ref before);
        }

        (int LogSize, Block RowDigest)[] injections = [.. tree.Groups.Skip(1).Select((group, i) => (group.LogSize, digests[i + 1]))];
        VerifyPath(commitment, query, cap, injections);
    }

    // A sum that goes on from group to group leaves by the rows that are there anyway; what came before a group is taken off again.
    private Block HashWhole(int commitment, int group, int query, ref Extension? before)
    {
        int width = _shape.PaddedGroupWidth(commitment, group);
        if (before is null)
        {
            _segment.StartSum();
        }

        Block digest = _tape.Take(
            () => _segment.HashRow(width / BlockWidth), (proof, elements) => WriteRow(proof, commitment, group, query, elements));
        Extension sum = _segment.TakeSum();
        Sums(commitment, group, isNext: false)[query] = before is Extension last
            ? _builder.SubtractProduct(sum, last, _algebra.Cell(_powers.Power(width)))
            : sum;
        before = sum;
        return digest;
    }

    // Where only some tables of a height are read at the next row, two sums are needed and the row is taken apart: dear, but rare.
    private Block HashMixed(int commitment, int group, int query)
    {
        int count = _shape.PaddedGroupWidth(commitment, group) / BlockWidth;
        Block[] blocks = _tape.Take<Block[]>(
            () => [.. Enumerable.Range(0, count).Select(_ => _builder.InputBlock())],
            (proof, elements) => WriteRow(proof, commitment, group, query, elements));
        bool[] isNext = NextColumns(commitment, group);
        Extension all = _builder.Zero;
        Extension next = _builder.Zero;
        int column = 0;
        foreach (Scalar element in blocks.SelectMany(block => _builder.Unpack(block)))
        {
            all = _builder.MultiplyAdd(all, _challenge, element);
            next = _builder.MultiplyAdd(next, _challenge, isNext[column++] ? element : _builder.Zero);
        }

        Sums(commitment, group, isNext: false)[query] = all;
        Sums(commitment, group, isNext: true)[query] = next;
        return _segment.HashBlocks(blocks);
    }

    private void VerifyPath(int tree, int query, CircuitCap cap, (int LogSize, Block RowDigest)[] injections)
    {
        int logSize = _shape.Tree(tree).LogSize;
        _ = _tape.Take(
            () =>
            {
                _segment.VerifyPath(_bits[query].Low(logSize), logSize, cap.Table, injections);
                return true;
            },
            (proof, elements) => TapeElements.Write(proof.Paths[tree][query], elements));
    }

    private Extension[] Sums(int commitment, int group, bool isNext)
    {
        if (!_sums.TryGetValue((commitment, group, isNext), out Extension[]? sums))
        {
            sums = new Extension[_bits.Length];
            _sums.Add((commitment, group, isNext), sums);
        }

        return sums;
    }

    private bool IsMixed(int commitment, int group)
    {
        bool[] isNext = NextColumns(commitment, group);
        int width = _shape.CommitmentTrees[commitment].Groups[group].Width;
        return isNext.Contains(true) && isNext.AsSpan(0, width).Contains(false);
    }

    /// <summary>For each place of a group's padded row whether its column is opened at the next row's point.</summary>
    private bool[] NextColumns(int commitment, int group)
    {
        TreeShape tree = _shape.CommitmentTrees[commitment];
        bool[] columns = new bool[_shape.PaddedGroupWidth(commitment, group)];
        for (int matrix = 0; matrix < tree.Merkle.Matrices.Length; matrix++)
        {
            (int place, int column) = tree.Place(matrix);
            if (place == group && _shape.Commitments[commitment].Matrices[matrix].Points == 2)
            {
                columns.AsSpan(column, tree.Merkle.Matrices[matrix].Width).Fill(true);
            }
        }

        return columns;
    }

    private static void WriteRow(ExpandedProof proof, int commitment, int group, int query, Span<KoalaBear> elements) =>
        proof.Rows.Row(commitment, group, query).CopyTo(elements);
}
