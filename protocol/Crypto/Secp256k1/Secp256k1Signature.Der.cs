namespace P2PProver.Crypto;

/// <content>
/// The DER encoding SEQUENCE { INTEGER r, INTEGER s } (SEC 1, C.5), in which libp2p carries signatures of secp256k1 keys.
/// </content>
public readonly partial struct Secp256k1Signature
{
    /// <summary>The longest DER encoding: r may need a zero in front, a low s never does.</summary>
    public const int DerBytesMax = 71;

    private const byte SequenceTag = 0x30;
    private const byte IntegerTag = 0x02;
    private const int HeaderBytes = 2;

    /// <summary>Reads the DER encoding from untrusted bytes.</summary>
    public static bool TryReadDer(ReadOnlySpan<byte> der, out Secp256k1Signature signature) => TryReadDer(der, out signature, out _);

    /// <summary>Reads the DER encoding from untrusted bytes: minimal integers, short lengths, nothing before, between or after.</summary>
    public static bool TryReadDer(ReadOnlySpan<byte> der, out Secp256k1Signature signature, out EncodingFault fault)
    {
        signature = default;
        Span<byte> compact = stackalloc byte[CompactBytes];
        if (der.Length < HeaderBytes || der[0] != SequenceTag || der[1] != der.Length - HeaderBytes)
        {
            fault = EncodingFault.Malformed;
            return false;
        }

        ReadOnlySpan<byte> rest = der[HeaderBytes..];
        fault = ReadInteger(ref rest, compact[..ScalarBytes]);
        fault = fault == EncodingFault.None ? ReadInteger(ref rest, compact[ScalarBytes..]) : fault;
        if (fault != EncodingFault.None)
        {
            return false;
        }

        if (!rest.IsEmpty)
        {
            fault = EncodingFault.Malformed;
            return false;
        }

        return TryRead(compact, out signature, out fault);
    }

    /// <summary>Writes the DER encoding into at least <see cref="DerBytesMax"/> bytes and returns how many were used.</summary>
    public int WriteDer(Span<byte> der)
    {
        if (der.Length < DerBytesMax)
        {
            throw new ArgumentException($"{der.Length} bytes where {DerBytesMax} may be needed", nameof(der));
        }

        int length = HeaderBytes;
        length += WriteInteger(R, der[length..]);
        length += WriteInteger(S, der[length..]);
        der[0] = SequenceTag;
        der[1] = (byte)(length - HeaderBytes);
        return length;
    }

    private static EncodingFault ReadInteger(ref ReadOnlySpan<byte> rest, scoped Span<byte> scalar)
    {
        // A length byte above 127 would announce a long form; it is beyond every rest, and so refused here.
        if (rest.Length < HeaderBytes || rest[0] != IntegerTag || rest[1] == 0 || rest[1] > rest.Length - HeaderBytes)
        {
            return EncodingFault.Malformed;
        }

        ReadOnlySpan<byte> digits = rest.Slice(HeaderBytes, rest[1]);
        rest = rest[(HeaderBytes + digits.Length)..];
        if (digits.Length > 1 && digits[0] == 0)
        {
            if (digits[1] < 0x80)
            {
                return EncodingFault.NonCanonical;
            }

            digits = digits[1..];
        }
        else if (digits[0] >= 0x80)
        {
            // A negative number.
            return EncodingFault.OutOfRange;
        }

        if (digits.Length > scalar.Length)
        {
            return EncodingFault.OutOfRange;
        }

        scalar.Clear();
        digits.CopyTo(scalar[^digits.Length..]);
        return EncodingFault.None;
    }

    private static int WriteInteger(ReadOnlySpan<byte> scalar, Span<byte> der)
    {
        ReadOnlySpan<byte> digits = scalar;
        while (digits.Length > 1 && digits[0] == 0)
        {
            digits = digits[1..];
        }

        int padding = digits[0] >= 0x80 ? 1 : 0;
        der[0] = IntegerTag;
        der[1] = (byte)(digits.Length + padding);
        der[HeaderBytes] = 0;
        digits.CopyTo(der[(HeaderBytes + padding)..]);
        return HeaderBytes + padding + digits.Length;
    }
}
