using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// The key of an account: root (elements 0 to 3) and parameter (4 to 7) of an XMSS tree. As bytes, eight canonical 32-bit integers,
/// big-endian. The default value, eight zeros, is the key of an account that does not exist.
/// </summary>
public readonly record struct PublicKey
{
    /// <summary>Bytes of the packed form.</summary>
    public const int Bytes = 32;

    private readonly Digest8 _value;

    public PublicKey(Digest8 value)
    {
        _value = value;
    }

    /// <summary>The eight elements as a digest.</summary>
    public Digest8 Value => _value;

    [UnscopedRef]
    public ReadOnlySpan<KoalaBear> Elements => _value.Elements;

    public Digest4 Root => Digest4.FromElements(Elements[..Digest4.WordCount]);

    public Digest4 Parameter => Digest4.FromElements(Elements[Digest4.WordCount..]);

    public static PublicKey Of(Digest4 root, Digest4 parameter)
    {
        Span<KoalaBear> elements = stackalloc KoalaBear[Digest8.WordCount];
        root.CopyTo(elements);
        parameter.CopyTo(elements[Digest4.WordCount..]);
        return new PublicKey(Digest8.FromElements(elements));
    }

    /// <summary>Reads 32 bytes; false when there are not as many, or an integer is not below p.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out PublicKey key)
    {
        bool canonical = WireElements.TryReadDigest(source, out Digest8 value);
        key = new PublicKey(value);
        return canonical;
    }

    /// <summary>Reads 64 hexadecimal digits, with or without 0x in front.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PublicKey key)
    {
        ReadOnlySpan<char> digits = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        Span<byte> bytes = stackalloc byte[Bytes];
        key = default;
        return digits.Length == 2 * Bytes
            && Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done
            && TryRead(bytes, out key);
    }

    /// <summary>Writes 32 bytes.</summary>
    public void Write(Span<byte> destination) => WireElements.WriteDigest(_value, destination);

    /// <summary>0x and 64 hexadecimal digits of the packed form.</summary>
    public override string ToString() => WireElements.ToHex(_value);
}
