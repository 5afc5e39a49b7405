using System.Buffers;
using P2PProver.Recursion;

namespace P2PProver.Node.Batches;

/// <summary>Payees as text: 0x and forty hexadecimal digits, of any case.</summary>
public static class PayeeText
{
    /// <summary>Reads an address; null when it has another form.</summary>
    public static Payee? Parse(string? text)
    {
        byte[] bytes = new byte[Payee.ByteCount];
        bool isRead = text is not null
            && text.Length == 2 + (2 * bytes.Length)
            && text.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) == OperationStatus.Done;
        return isRead ? new Payee(bytes) : null;
    }
}
