using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <content>Account updates.</content>
internal sealed partial class BlockRows
{
    private Digest8 _previous;
    private uint _account;

    /// <summary>Old and new in turn: a node's child is the digest of the row before the one before.</summary>
    private void BeginUpdate(int row, TraceRow cells, out Digest8 left, out Digest8 right)
    {
        AccountUpdate? update = Block.Update(row / _table.Layout.UpdateRows);
        int place = row % _table.Layout.UpdateRows;
        int level = (place / 2) - 1;
        bool isNew = place % 2 != 0;
        bool isEdge = place < 2 || place == _table.Layout.UpdateRows - 1;
        cells[_columns.Live] = update is not null && isEdge ? KoalaBear.One : KoalaBear.Zero;
        if (place > 0)
        {
            for (int i = 0; i < Digest8.WordCount; i++)
            {
                cells[_columns.Carry(i)] = _digest.Elements[i];
            }
        }

        if (level < 0)
        {
            Account account = isNew ? update?.New ?? default : update?.Old ?? default;
            left = account.Key.Value;
            right = account.Fields();
            _account = 0;
            return;
        }

        uint bit = update is null ? 0 : (update.Index.Value >> level) & 1;
        Digest8 sibling = update is null ? default : update.Siblings[level];
        _account += isNew ? 0 : bit << level;
        cells[_columns.PathBit] = KoalaBear.FromCanonical(bit);
        cells[_columns.Account] = KoalaBear.FromCanonical(_account);
        left = bit == 0 ? _previous : sibling;
        right = bit == 0 ? sibling : _previous;
    }
}
