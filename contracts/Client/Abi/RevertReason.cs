namespace P2PProver.Contracts.Abi;

/// <summary>Why a call reverted, as far as what it returned tells.</summary>
/// <param name="Name">The custom error's name; "Error" for a text, "Panic" for a failed check of the compiler, empty if nothing is known.</param>
/// <param name="Detail">Its arguments with their names, or the text, or the bytes that nobody knows.</param>
public sealed record RevertReason(string Name, string Detail)
{
    private const int BytesShown = 64;
    private static readonly AbiError Text = new("Error", [new AbiParameter("message", AbiType.Of("string"))]);
    private static readonly AbiError Panic = new("Panic", [new AbiParameter("code", AbiType.Of("uint256"))]);

    /// <summary>Reads what a reverting call returned.</summary>
    /// <param name="data">The untrusted bytes.</param>
    /// <param name="contracts">The contracts whose errors may be behind it.</param>
    public static RevertReason Read(ReadOnlySpan<byte> data, params ReadOnlySpan<ContractAbi> contracts)
    {
        if (data.IsEmpty)
        {
            return new RevertReason(string.Empty, "without a reason");
        }

        foreach (ContractAbi contract in contracts)
        {
            foreach (AbiError error in contract.Errors)
            {
                if (Try(error, data) is { } known)
                {
                    return known;
                }
            }
        }

        return Try(Text, data) ?? Try(Panic, data) ?? new RevertReason(string.Empty, Hex.Data(data[..Math.Min(BytesShown, data.Length)]));
    }

    /// <summary>One line for an operator, such as BatchUnknown(key = 0x...).</summary>
    public override string ToString() => Name.Length == 0 ? Detail : $"{Name}({Detail})";

    private static RevertReason? Try(AbiError error, ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith(error.Selector) || !AbiDecoder.TryDecode(error.Inputs, data[AbiFunction.SelectorBytes..], out AbiValue? value, out _))
        {
            return null;
        }

        AbiFields fields = new(error.Inputs, value);
        return ReferenceEquals(error, Text) ? new RevertReason(error.Name, fields[0].Text) : new RevertReason(error.Name, fields.ToString());
    }
}
