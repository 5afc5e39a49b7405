using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <content>Signatures.</content>
internal sealed partial class BlockRows
{
    private const int LowBitsPerRow = 6;
    private const int HighBitsPerRow = 2;

    private static readonly KoalaBear[] HighInverses = CreateInverses();

    private void BeginSignature(int row, TraceRow cells, out Digest8 left, out Digest8 right)
    {
        WriteHeld(cells);
        if (row is > ShardLayout.DigitsRow and <= ShardLayout.AbsorbRow + ShardLayout.WordRows)
        {
            WriteWords(row, cells);
        }

        switch (row)
        {
            case < ShardLayout.MessageRow:
                BeginChainStep(row, cells, out left, out right);
                break;
            case < ShardLayout.LeafRow:
                BeginMessage(row, cells, out left, out right);
                break;
            case ShardLayout.LeafRow:
                left = Xmss.LeafLeft(_signature.Slot, _signature.Parameter);
                right = default;
                break;
            case < ShardLayout.PathRow:
                left = _digest;
                BeginAbsorb(row - ShardLayout.AbsorbRow, cells, out right);
                break;
            default:
                BeginPath(row - ShardLayout.PathRow, cells, out left, out right);
                break;
        }
    }

    private void WriteHeld(TraceRow cells)
    {
        Span<KoalaBear> parameter = stackalloc KoalaBear[Digest4.WordCount];
        _signature.Parameter.CopyTo(parameter);
        for (int i = 0; i < parameter.Length; i++)
        {
            cells[_columns.Parameter[i]] = parameter[i];
        }

        cells[_columns.SlotLow] = KoalaBear.FromCanonical(_signature.Slot.Value & (Xmss.LeafCount - 1));
        cells[_columns.SlotHigh] = KoalaBear.FromCanonical(_signature.Slot.Value >> Xmss.TreeHeight);
        cells[_columns.Live] = _signature.IsLive ? KoalaBear.One : KoalaBear.Zero;
    }

    private void BeginChainStep(int row, TraceRow cells, out Digest8 left, out Digest8 right)
    {
        (byte chain, byte step) = _signature.Steps[row];
        byte digit = _signature.Digits[chain];
        if (row > 0)
        {
            _ends[_signature.Steps[row - 1].Chain] = Xmss.Truncate(_digest);
        }

        cells[_columns.ChainNumber] = KoalaBear.FromCanonical(chain);
        cells[_columns.Digit] = KoalaBear.FromCanonical(digit);
        cells[_columns.Step] = KoalaBear.FromCanonical(step);
        cells[_columns.End] = step == Xmss.Base - 2 ? KoalaBear.One : KoalaBear.Zero;
        left = Xmss.ChainLeft(chain, step, _signature.Slot, _ends[chain]);
        right = _parameterRight;
    }

    private void BeginMessage(int row, TraceRow cells, out Digest8 left, out Digest8 right)
    {
        switch (row)
        {
            case ShardLayout.MessageRow:
                _ends[_signature.Steps[^1].Chain] = Xmss.Truncate(_digest);
                left = _shard.Statement.Domain;
                right = Digest8.FromElements(Block.Elements.Span);
                break;
            case ShardLayout.SecondMessageRow:
                left = _digest;
                right = Digest8.FromElements(_blocks[ShardPreprocessed.SecondBlock(_table.Layout, _block)].Elements.Span);
                _two = Two(Block.Elements.Span[0]);
                cells[_columns.Two] = _two;
                break;
            case ShardLayout.EncodingRow:
                _message = Mix(_left, _digest, _two);
                left = _message;
                right = Xmss.EncodingRight(_signature.Slot, Randomness());
                break;
            default:
                left = _digest;
                right = _parameterRight;
                break;
        }
    }

    private ReadOnlySpan<KoalaBear> Randomness() =>
        _signature.Signature is null ? new KoalaBear[Xmss.RandomnessElements] : _signature.Signature.Elements[..Xmss.RandomnessElements];

    private void BeginAbsorb(int pair, TraceRow cells, out Digest8 right)
    {
        for (int half = 0; half < 2; half++)
        {
            cells[_columns.Sevens[half]] = _signature.Digits[(2 * pair) + half] == Xmss.Base - 1 ? KoalaBear.One : KoalaBear.Zero;
        }

        right = Xmss.Pair(_ends[2 * pair], _ends[(2 * pair) + 1]);
    }

    private void BeginPath(int level, TraceRow cells, out Digest8 left, out Digest8 right)
    {
        uint slot = _signature.Slot.Value;
        bool isRight = ((slot >> level) & 1) != 0;
        cells[_columns.PathBit] = isRight ? KoalaBear.One : KoalaBear.Zero;
        cells[_columns.SlotBit] = KoalaBear.FromCanonical((slot >> (level + Xmss.TreeHeight)) & 1);
        left = Xmss.NodeLeft(level + 1, slot >> (level + 1), _signature.Parameter);
        Digest4 node = Xmss.Truncate(_digest);
        Digest4 sibling = _signature.Sibling(level);
        right = isRight ? Xmss.Pair(sibling, node) : Xmss.Pair(node, sibling);
    }

    /// <summary>The words from the first one that is not done, and on their rows the bits of the present one.</summary>
    private void WriteWords(int row, TraceRow cells)
    {
        if (row == ShardLayout.LeafRow)
        {
            _words = _signature.Words(_digest);
        }

        int place = int.Max(0, row - ShardLayout.AbsorbRow);
        int word = place / ShardLayout.RowsPerWord;
        for (int i = word; i < _words.Length; i++)
        {
            cells[_columns.Words[i - word]] = KoalaBear.FromCanonical(_words[i]);
        }

        if (row >= ShardLayout.AbsorbRow && word < _words.Length)
        {
            WriteBits(_words[word], place % ShardLayout.RowsPerWord, cells);
        }
    }

    private void WriteBits(uint word, int place, TraceRow cells)
    {
        for (int i = 0; i < LowBitsPerRow; i++)
        {
            cells[_columns.Bits[i]] = Bit(word, (LowBitsPerRow * place) + i);
        }

        for (int i = 0; i < HighBitsPerRow; i++)
        {
            int bit = Xmss.EncodedBits + (HighBitsPerRow * place) + i;
            cells[_columns.Bits[LowBitsPerRow + i]] = Bit(word, bit);
        }

        uint low = word & ((1u << (LowBitsPerRow * (place + 1))) - 1);
        uint high = (word >> Xmss.EncodedBits) & ((1u << (HighBitsPerRow * (place + 1))) - 1);
        cells[_columns.Low] = KoalaBear.FromCanonical(low);
        cells[_columns.High] = KoalaBear.FromCanonical(high);
        if (place == ShardLayout.RowsPerWord - 1)
        {
            cells[_columns.Inverse] = HighInverses[high];
        }
    }

    private static KoalaBear Bit(uint word, int index) => KoalaBear.FromCanonical((word >> index) & 1);

    /// <summary>in + two (digest - in): the message of one block, or of two.</summary>
    private static Digest8 Mix(in Digest8 one, in Digest8 two, KoalaBear isTwo)
    {
        Span<KoalaBear> mixed = stackalloc KoalaBear[Digest8.WordCount];
        for (int i = 0; i < mixed.Length; i++)
        {
            mixed[i] = one.Elements[i] + (isTwo * (two.Elements[i] - one.Elements[i]));
        }

        return Digest8.FromElements(mixed);
    }

    /// <summary>(k - 1)(k - 4) / 10.</summary>
    private static KoalaBear Two(KoalaBear kind) =>
        (kind - KoalaBear.One) * (kind - KoalaBear.FromCanonical((uint)OperationKind.Withdraw)) * HashTable.Tenth;

    /// <summary>1 / (high - 127), and 0 for 127, which is no high part.</summary>
    private static KoalaBear[] CreateInverses()
    {
        KoalaBear limit = KoalaBear.FromCanonical(HashTable.HighLimit);
        KoalaBear[] inverses = new KoalaBear[HashTable.HighLimit + 1];
        for (uint high = 0; high < inverses.Length - 1; high++)
        {
            inverses[high] = (KoalaBear.FromCanonical(high) - limit).Inverse();
        }

        return inverses;
    }
}
