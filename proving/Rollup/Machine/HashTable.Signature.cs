using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <content>Messages, chains, digits, leaves and paths of signatures.</content>
internal sealed partial class HashTable
{
    /// <summary>What the upper bits of a word are not.</summary>
    public const int HighLimit = (1 << HighWordBits) - 1;

    private const int ShortDigest = Digest4.WordCount;
    private const int LastStep = Xmss.Base - 2;
    private const int HighWordBits = 7;

    /// <summary>1 / 10.</summary>
    public static KoalaBear Tenth { get; } = KoalaBear.FromCanonical(10).Inverse();

    /// <summary>
    /// The message is H(domain, block), or H of that and the next block for the one signed kind of two blocks, rotateKey. On rows of
    /// signed operations (k - 1)(k - 4) / 10 is 1 for rotateKey (6) and 0 for transfer (1) and withdraw (4).
    /// </summary>
    private void ConstrainMessages()
    {
        Expr[] domain = [.. Enumerable.Range(ShardPublics.Domain, Digest8.WordCount).Select(_builder.PublicValue)];
        AssertInput(_selectors.Message, 0, domain, "message domain");
        Expr kind = _columns.Input[Digest8.WordCount];
        Expr two = (kind - (int)OperationKind.Transfer) * (kind - (int)OperationKind.Withdraw) * Tenth;
        _builder.AssertZero(_selectors.Message * (_columns.Two.Next - two), "two follows from the kind");
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            Expr message = _columns.Input[i] + (_columns.Two * (_columns.Digest(i) - _columns.Input[i]));
            _builder.AssertZero(_selectors.SecondMessage * (_columns.Input[i].Next - message), $"message {i} goes on");
        }

        AssertTweak(_selectors.Encoding, TweakType.Encoding, 0, Digest8.WordCount + Xmss.RandomnessElements, "encoding tweak");
        Expr[] parameter = [.. ParameterExpressions(), .. Zeros(ShortDigest)];
        AssertInput(_selectors.Digits, Digest8.WordCount, parameter, "digits parameter");
        _builder.Receive(ShardBuses.Blocks, [_selectors.Number, .. Inputs(Digest8.WordCount, Digest8.WordCount)], _selectors.Block);
    }

    /// <summary>
    /// All chains with steps, in any order, each from its digit to height 7. A chain's last row offers the end to the leaf, which takes
    /// every chain exactly once; so 110 rows are 42 * 7 - 110 = 184 digits' worth without a sum anywhere.
    /// </summary>
    private void ConstrainChains()
    {
        Column chain = _selectors.Chain;
        Expr sub = (_columns.ChainNumber * Xmss.Base) + _columns.Step;
        AssertTweak(chain, TweakType.Chain, sub, 0, "chain tweak");
        AssertInput(chain, 2, Zeros(2), "chain zero");
        AssertInput(chain, Digest8.WordCount, [.. ParameterExpressions(), .. Zeros(ShortDigest)], "chain parameter");

        _builder.When(chain).AssertBool(_columns.End, "end is a bit");
        _builder.AssertZero(chain * _columns.End * (_columns.Step - LastStep), "chains end at 7");
        _builder.AssertZero(_selectors.ChainLast * (_columns.End - 1), "the last chain ends");
        _builder.AssertZero(_selectors.ChainFirst * (_columns.Step - _columns.Digit), "the first chain begins at its digit");
        _builder.AssertZero(
            _selectors.ChainStep * _columns.End * (_columns.Step.Next - _columns.Digit.Next), "chains begin at their digits");

        ConstraintScope within = _builder.When(_selectors.ChainStep).When(1 - _columns.End);
        within.AssertEqual(_columns.ChainNumber.Next, _columns.ChainNumber, "the chain stays");
        within.AssertEqual(_columns.Digit.Next, _columns.Digit, "the digit stays");
        within.AssertEqual(_columns.Step.Next, _columns.Step + 1, "steps count");
        for (int i = 0; i < ShortDigest; i++)
        {
            within.AssertEqual(_columns.Input[ShortDigest + i].Next, _columns.Digest(i), $"chain value {i} goes on");
        }

        Expr[] end = [_selectors.Number, _columns.ChainNumber, _columns.Digit, .. Digests(ShortDigest)];
        _builder.Send(ShardBuses.Chains, end, chain * _columns.End);
    }

    /// <summary>
    /// The first six elements D of the encoding's digest are taken apart over four rows each: 24 bits in pairs of digits, 7 bits above
    /// them. The upper bits are not 127: that leaves exactly one way to write each element below p - 1 and none for p - 1.
    /// </summary>
    private void ConstrainWords()
    {
        Expr word = _selectors.Word;
        foreach (Column bit in _columns.Bits)
        {
            _builder.When(word).AssertBool(bit, $"{bit.Name} is a bit");
        }

        _builder.AssertZero(_selectors.WordFirst * (_columns.Low - _columns.LowBits(c => c)), "low begins");
        _builder.AssertZero(_selectors.WordFirst * (_columns.High - _columns.HighBits(c => c)), "high begins");
        _builder.AssertZero(
            (_selectors.WordStep * (_columns.Low.Next - _columns.Low)) - (_selectors.LowWeight * _columns.LowBits(c => c.Next)), "low grows");
        _builder.AssertZero(
            (_selectors.WordStep * (_columns.High.Next - _columns.High)) - (_selectors.HighWeight * _columns.HighBits(c => c.Next)),
            "high grows");
        _builder.AssertZero(_selectors.WordLast * _columns.Bits[^1], "there are 31 bits");
        _builder.AssertZero(_selectors.WordLast * (_columns.Low + (_columns.High * (1 << Xmss.EncodedBits)) - _columns.Words[0]), "the bits are the word's");
        _builder.AssertZero(_selectors.WordLast * (((_columns.High - HighLimit) * _columns.Inverse) - 1), "the word is canonical and not p - 1");

        for (int i = 0; i < Xmss.EncodedElements; i++)
        {
            Column here = _columns.Words[i];
            _builder.AssertZero(_selectors.Digits * _columns.Live * (here.Next - _columns.Digest(i)), $"word {i} is the digest's");
            _builder.AssertZero((_selectors.Leaf + _selectors.WordStep) * (here.Next - here), $"word {i} stays");
            Expr following = i + 1 < Xmss.EncodedElements ? _columns.Words[i + 1] : (Expr)0;
            _builder.AssertZero(_selectors.WordLast * (here.Next - following), $"word {i} moves up");
        }
    }

    /// <summary>The hash over all chain ends. A digit 7 has no chain: the end is the signature's own value.</summary>
    private void ConstrainLeaves()
    {
        AssertTweak(_selectors.Leaf, TweakType.Leaf, 0, 0, "leaf tweak");
        AssertInput(_selectors.Leaf, 2, [.. Zeros(2), .. ParameterExpressions(), .. Zeros(Digest8.WordCount)], "leaf input");
        for (int half = 0; half < 2; half++)
        {
            Column seven = _columns.Sevens[half];
            Expr bits = _columns.Bits[3 * half] + _columns.Bits[(3 * half) + 1] + _columns.Bits[(3 * half) + 2];
            _builder.When(_selectors.Absorb).AssertBool(seven, $"{seven.Name} is a bit");
            _builder.AssertZero(_selectors.Absorb * seven * (bits - 3), $"{seven.Name} is a digit 7");
            Expr[] end =
            [
                _selectors.Number,
                _selectors.Parameter + half,
                _columns.DigitOf(half),
                .. Inputs(Digest8.WordCount + (half * ShortDigest), ShortDigest),
            ];
            _builder.Receive(ShardBuses.Chains, end, _selectors.Absorb * (1 - seven));
        }
    }

    /// <summary>
    /// The path in the key's tree. Each level halves the node's number, whose low 16 bits and higher bits stand in the tweak: 2 low' =
    /// low - bit + 2^16 slotBit, 2 high' = high - slotBit. After 16 levels low must be the slot's high part and high 0, which leaves
    /// one choice of bits, since both parts of the slot are in range.
    /// </summary>
    private void ConstrainPaths()
    {
        Column path = _selectors.Path;
        AssertInput(path, 2, [.. Zeros(2), .. ParameterExpressions()], "path parameter");
        _builder.When(path).AssertBool(_columns.PathBit, "path bit is a bit");
        _builder.When(path).AssertBool(_columns.SlotBit, "slot bit is a bit");
        AssertHalved(_selectors.PathFirst, c => c, _selectors.Parameter, _columns.SlotLow, _columns.SlotHigh, "first");
        AssertHalved(
            _selectors.PathStep, c => c.Next, _selectors.Parameter + 1, _columns.Input[1], HighPart(c => c, _selectors.Parameter), "next");
        _builder.AssertZero(_selectors.PathLast * (_columns.Input[1] - _columns.SlotHigh), "the path's top is the window, low");
        _builder.AssertZero(_selectors.PathLast * HighPart(c => c, _selectors.Parameter), "the path's top is the window, high");
        for (int i = 0; i < ShortDigest; i++)
        {
            Expr left = _columns.Input[Digest8.WordCount + i].Next;
            Expr right = _columns.Input[Digest8.WordCount + ShortDigest + i].Next;
            Expr child = left + (_columns.PathBit.Next * (right - left));
            _builder.AssertZero(_selectors.Climb * (_columns.Digest(i) - child), $"path node {i} goes on");
        }

        Expr[] key = [_selectors.Number, .. Digests(ShortDigest), .. ParameterExpressions(), _columns.SlotLow, _columns.SlotHigh];
        _builder.Receive(ShardBuses.Keys, key, _selectors.PathLast * _columns.Live);
    }

    private void AssertHalved(Expr rows, Func<Column, Expr> value, Expr level, Expr low, Expr high, string name)
    {
        Expr slotBit = value(_columns.SlotBit);
        Expr half = (value(_columns.Input[1]) * 2) + value(_columns.PathBit) - (slotBit * (1 << Xmss.TreeHeight));
        _builder.AssertZero(rows * (half - low), $"{name} node's low part");
        _builder.AssertZero(rows * ((HighPart(value, level) * 2) + slotBit - high), $"{name} node's high part");
    }

    /// <summary>What stands above bit 16 of the node's number, from the tweak.</summary>
    private Expr HighPart(Func<Column, Expr> value, Expr level)
    {
        KoalaBear scale = KoalaBear.FromCanonical(1 << Xmss.HighShift).Inverse();
        return (value(_columns.Input[0]) - ((int)TweakType.Node << Xmss.TypeShift) - level) * scale;
    }
}
