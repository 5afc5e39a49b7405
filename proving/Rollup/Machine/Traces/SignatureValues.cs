using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>What a block's signature rows are filled from: a signature, or values that only keep the chains' constraints.</summary>
internal sealed class SignatureValues
{
    private static readonly byte[] FillingDigits = CreateFillingDigits();

    public SignatureValues(OperationWitness? witness)
    {
        IsLive = witness?.Signature is not null;
        if (IsLive)
        {
            Signature = witness!.Signature;
            Slot = witness.Operation.Slot;
            Parameter = witness.Updates[0].Old.Key.Parameter;
        }

        ReadOnlySpan<byte> digits = IsLive ? witness!.Digits.Span : FillingDigits;
        Digits = digits.ToArray();
        Steps = StepsOf(digits);
    }

    /// <summary>Whether there is a signature.</summary>
    public bool IsLive { get; }

    public XmssSignature? Signature { get; }

    public Slot Slot { get; }

    public Digest4 Parameter { get; }

    /// <summary>42 digits that add up to 184.</summary>
    public byte[] Digits { get; }

    /// <summary>The chain and the height left by each of the 110 steps.</summary>
    public (byte Chain, byte Step)[] Steps { get; }

    public Digest4 ChainValue(int chain) => Signature is null ? default : Signature.Chains[chain];

    public Digest4 Sibling(int level) => Signature is null ? default : Signature.Path[level];

    /// <summary>The six words whose bits are the digits: those of the encoding's digest, or words made of the digits.</summary>
    public uint[] Words(in Digest8 encoding)
    {
        uint[] words = new uint[Xmss.EncodedElements];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = IsLive ? encoding.Elements[i].ToCanonical() : WordOf(i);
        }

        return words;
    }

    private static byte[] CreateFillingDigits()
    {
        byte[] digits = new byte[Xmss.ChainCount];
        int left = Xmss.TargetSum;
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (byte)int.Min(Xmss.Base - 1, left);
            left -= digits[i];
        }

        return digits;
    }

    /// <summary>As many steps as there are rows; digits with another sum leave some of either without a partner.</summary>
    private static (byte Chain, byte Step)[] StepsOf(ReadOnlySpan<byte> digits)
    {
        (byte Chain, byte Step)[] steps = new (byte, byte)[Xmss.VerifySteps];
        int next = 0;
        for (int chain = 0; chain < digits.Length; chain++)
        {
            for (int step = digits[chain]; step < Xmss.Base - 1 && next < steps.Length; step++)
            {
                steps[next++] = ((byte)chain, (byte)step);
            }
        }

        return steps;
    }

    private uint WordOf(int word)
    {
        const int DigitsPerWord = Xmss.EncodedBits / Xmss.DigitBits;
        uint value = 0;
        for (int i = 0; i < DigitsPerWord && (word * DigitsPerWord) + i < Digits.Length; i++)
        {
            value |= (uint)Digits[(word * DigitsPerWord) + i] << (i * Xmss.DigitBits);
        }

        return value;
    }
}
