namespace P2PProver.Rollup;

/// <summary>
/// Signed operations as bytes, one after the other: the packed form of each, and its signature (923) where its kind has one. What a
/// wallet hands over and a file of operations holds.
/// </summary>
public static class OperationBytes
{
    /// <summary>Bytes of one operation with its signature.</summary>
    public static int Length(OperationKind kind) => kind.PackedBytes() + (kind.IsSigned() ? XmssSignature.Bytes : 0);

    /// <summary>Writes operations.</summary>
    /// <exception cref="ArgumentException">An operation lacks its signature.</exception>
    public static byte[] Write(IReadOnlyCollection<SignedOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        byte[] content = new byte[operations.Sum(signed => Length(signed.Operation.Kind))];
        Span<byte> rest = content;
        foreach (SignedOperation signed in operations)
        {
            rest = rest[PackedData.Write(signed.Operation, rest)..];
            if (signed.Operation.Kind.IsSigned())
            {
                XmssSignature signature = signed.Signature ?? throw new ArgumentException("An operation lacks its signature.", nameof(operations));
                signature.Write(rest);
                rest = rest[XmssSignature.Bytes..];
            }
        }

        return content;
    }

    /// <summary>Reads operations.</summary>
    /// <param name="content">Untrusted bytes.</param>
    /// <param name="operations">The operations; empty on a fault.</param>
    /// <param name="position">Where the operation at fault begins.</param>
    /// <param name="signatureFault">What is wrong with its signature, if that is what is wrong.</param>
    public static PackedFault TryRead(
        ReadOnlySpan<byte> content, out IReadOnlyList<SignedOperation> operations, out int position, out SignatureFault signatureFault)
    {
        operations = [];
        position = 0;
        signatureFault = SignatureFault.None;
        List<SignedOperation> read = [];
        while (position < content.Length)
        {
            ReadOnlySpan<byte> rest = content[position..];
            PackedFault fault = PackedData.TryRead(rest, out Operation operation, out int length);
            fault = fault == PackedFault.None && operation.Kind == OperationKind.Pad ? PackedFault.MisplacedPad : fault;
            if (fault == PackedFault.None && rest.Length < Length(operation.Kind))
            {
                fault = PackedFault.Truncated;
            }

            XmssSignature? signature = fault == PackedFault.None && operation.Kind.IsSigned()
                ? XmssSignature.Read(rest.Slice(length, XmssSignature.Bytes), out signatureFault)
                : null;
            if (fault != PackedFault.None || signatureFault != SignatureFault.None)
            {
                return fault == PackedFault.None ? PackedFault.MalformedSignature : fault;
            }

            read.Add(new SignedOperation(operation, signature));
            position += Length(operation.Kind);
        }

        operations = read;
        return PackedFault.None;
    }
}
