using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace P2PProver.Libp2p.Gossipsub.Wire;

/// <summary>Names of topics in bytes. Bytes that are no UTF-8 are refused: they would all become one and the same text.</summary>
internal static class TopicName
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    public static bool TryRead(ReadOnlySpan<byte> bytes, int bytesMax, [NotNullWhen(true)] out string? topic)
    {
        topic = bytes.Length <= bytesMax && System.Text.Unicode.Utf8.IsValid(bytes) ? Strict.GetString(bytes) : null;
        return topic is not null;
    }
}
