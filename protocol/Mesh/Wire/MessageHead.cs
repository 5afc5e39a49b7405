using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>What every message begins with: an array, the version, the kind.</summary>
internal static class MessageHead
{
    /// <summary>The only version there is.</summary>
    public const int Version = 1;

    private const int ElementsMax = 64;
    private const ulong NumberMax = ushort.MaxValue;

    /// <summary>The kind of a whole message, read from its head; nothing behind the head is looked at.</summary>
    public static WireFault TryReadKind(ReadOnlySpan<byte> message, out MessageKind kind)
    {
        MessagePackReader reader = new(message);
        return TryRead(ref reader, out _, out kind);
    }

    /// <summary>Reads a head: the number of the array's elements, and the kind, which may be one that nobody knows.</summary>
    public static WireFault TryRead(ref MessagePackReader reader, out int count, out MessageKind kind)
    {
        kind = default;
        if (!reader.TryReadArray(ElementsMax, out count) || !reader.TryReadNumber(NumberMax, out ulong version))
        {
            return WireFault.Malformed;
        }

        if (version != Version)
        {
            return WireFault.UnknownVersion;
        }

        if (!reader.TryReadNumber(NumberMax, out ulong number))
        {
            return WireFault.Malformed;
        }

        kind = (MessageKind)number;
        return WireFault.None;
    }
}
