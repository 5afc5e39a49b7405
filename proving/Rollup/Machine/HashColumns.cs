using System.Collections.Immutable;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// The main columns of the hash table: a permutation, and columns beside it that different rows use for different things. Where a row has
/// no use for one, its value is free.
/// </summary>
internal sealed class HashColumns
{
    private const int ShortDigest = 4;
    private const int BitsPerRow = 8;
    private const int SevenFlags = 2;

    private readonly ImmutableArray<Column> _carryHead;

    public HashColumns(ColumnScope columns)
    {
        Permutation = new Poseidon1Columns(columns, Digest8.WordCount);
        Parameter = columns.MainArray("parameter", ShortDigest);
        SlotLow = columns.Main("slotLow");
        SlotHigh = columns.Main("slotHigh");
        Live = columns.Main("live");
        Words = columns.MainArray("word", Xmss.EncodedElements);
        Low = columns.Main("low");
        High = columns.Main("high");
        Inverse = columns.Main("inverse");
        Bits = columns.MainArray("bit", BitsPerRow);
        Sevens = columns.MainArray("seven", SevenFlags);
        PathBit = columns.Main("pathBit");
        SlotBit = columns.Main("slotBit");
        _carryHead = Words;
    }

    public Poseidon1Columns Permutation { get; }

    public ImmutableArray<Column> Input => Permutation.Input;

    /// <summary>Signatures: the key's parameter, the same on all rows.</summary>
    public ImmutableArray<Column> Parameter { get; }

    /// <summary>Signatures: the slot modulo 2^16.</summary>
    public Column SlotLow { get; }

    /// <summary>Signatures: the slot's bits from 16 on.</summary>
    public Column SlotHigh { get; }

    /// <summary>1 where an operation uses this signature, leaf or root; 0 where the part only fills its place.</summary>
    public Column Live { get; }

    /// <summary>Elements of the encoding's digest that are still to be taken apart, the present one first.</summary>
    public ImmutableArray<Column> Words { get; }

    /// <summary>Bits 0 to 23 of the present word, as far as they are known.</summary>
    public Column Low { get; }

    /// <summary>Bits 24 to 30 of the present word, as far as they are known.</summary>
    public Column High { get; }

    /// <summary>Last rows of words: 1 / (High - 127), which shows that the word is canonical and not p - 1.</summary>
    public Column Inverse { get; }

    /// <summary>Two digits of three bits, then two bits of the word from 24 on.</summary>
    public ImmutableArray<Column> Bits { get; }

    /// <summary>Rows that absorb: whether a digit is 7, so that its chain has no step.</summary>
    public ImmutableArray<Column> Sevens { get; }

    /// <summary>Paths: whether the node from below is the right child.</summary>
    public Column PathBit { get; }

    /// <summary>Key's paths: the bit that moves from the node's number above 2^16 into its lower 16 bits.</summary>
    public Column SlotBit { get; }

    /// <summary>Chains: which one.</summary>
    public Column ChainNumber => Low;

    /// <summary>Chains: the digit at which it begins.</summary>
    public Column Digit => High;

    /// <summary>Chains: the height that the step leaves.</summary>
    public Column Step => Inverse;

    /// <summary>Chains: whether the step is the chain's last.</summary>
    public Column End => Sevens[0];

    /// <summary>Second message row: 1 for an operation of two blocks.</summary>
    public Column Two => Inverse;

    /// <summary>Updates: the account's number, as far as the path's bits are known.</summary>
    public Column Account => Inverse;

    /// <summary>Updates: element i of the digest of the row before.</summary>
    public Column Carry(int i) => i < _carryHead.Length ? _carryHead[i] : i == _carryHead.Length ? Low : High;

    /// <summary>Element i of H(input) = (permutation + input)[0..8].</summary>
    public Expr Digest(int i) => Permutation.Output[i] + Input[i];

    /// <summary>The first of the row's two digits, or the second.</summary>
    public Expr DigitOf(int half) => Bits[3 * half] + (Bits[(3 * half) + 1] * 2) + (Bits[(3 * half) + 2] * 4);

    /// <summary>The row's six low bits as a number.</summary>
    public Expr LowBits(Func<Column, Expr> value)
    {
        Expr sum = value(Bits[0]);
        for (int i = 1; i < 6; i++)
        {
            sum += value(Bits[i]) * (1 << i);
        }

        return sum;
    }

    /// <summary>The row's two high bits as a number.</summary>
    public Expr HighBits(Func<Column, Expr> value) => value(Bits[6]) + (value(Bits[7]) * 2);
}
