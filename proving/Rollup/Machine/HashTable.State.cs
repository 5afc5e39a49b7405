using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <content>Account updates, the data chain, state roots.</content>
internal sealed partial class HashTable
{
    private const int AccountFields = 12;

    /// <summary>
    /// Old and new path in turn: a row's digest is carried over the other path's row to the next level of its own. Both rows of a level
    /// have the same sibling and the same bit, so the change is that of one leaf at one place.
    /// </summary>
    private void ConstrainUpdates()
    {
        AssertInput(_selectors.Account, AccountFields, Zeros(Poseidon1Columns.Width - AccountFields), "account zero");
        Expr[] account = [_selectors.Number, _selectors.Parameter, .. Inputs(0, AccountFields)];
        _builder.Receive(ShardBuses.Accounts, account, _selectors.Account * _columns.Live);

        _builder.When(_selectors.Node).AssertBool(_columns.PathBit, "account bit is a bit");
        _builder.AssertZero(_selectors.OldNode * (_columns.PathBit.Next - _columns.PathBit), "both paths take the same side");
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            ConstrainNode(i);
        }

        _builder.AssertZero((_selectors.OldLeaf + _selectors.NewLeaf) * _columns.Account, "account begins");
        _builder.AssertZero(
            _selectors.NodeNext * (_columns.Account.Next - _columns.Account - (_selectors.Parameter * _columns.PathBit.Next)), "account grows");

        Expr[] carried = [.. Enumerable.Range(0, Digest8.WordCount).Select(i => _columns.Carry(i).Local)];
        Expr[] roots = [_selectors.Number, _columns.Account, .. carried, .. Digests(Digest8.WordCount)];
        _builder.Receive(ShardBuses.Roots, roots, _selectors.UpdateLast * _columns.Live);
    }

    private void ConstrainNode(int i)
    {
        Column carry = _columns.Carry(i);
        Column left = _columns.Input[i];
        Column right = _columns.Input[Digest8.WordCount + i];
        _builder.AssertZero((_selectors.OldLeaf + _selectors.NodeNext) * (carry.Next - _columns.Digest(i)), $"digest {i} is carried");

        Expr child = left.Next + (_columns.PathBit.Next * (right.Next - left.Next));
        _builder.AssertZero(_selectors.NodeNext * (carry - child), $"node {i} goes on");

        // The next row's child is what is carried on this one, so its sibling is the rest of the sum.
        Expr sibling = right + (_columns.PathBit * (left - right));
        Expr nextSibling = left.Next + right.Next - carry;
        _builder.AssertZero(_selectors.OldNode * (nextSibling - sibling), $"sibling {i} is the same");
    }

    private void ConstrainStatement()
    {
        AssertInput(_selectors.DataFirst, 0, Publics(ShardPublics.DataIn), "data before");
        AssertDigest(_selectors.DataLast, ShardPublics.DataOut, "data after");
        AssertDigest(_selectors.StateIn, ShardPublics.StateIn, "state before");
        AssertDigest(_selectors.StateOut, ShardPublics.StateOut, "state after");
    }

    private void AssertDigest(Expr rows, int publicValue, string name)
    {
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            _builder.AssertZero(rows * (_columns.Digest(i) - _builder.PublicValue(publicValue + i)), $"{name} {i}");
        }
    }

    private Expr[] Publics(int first) => [.. Enumerable.Range(first, Digest8.WordCount).Select(_builder.PublicValue)];
}
