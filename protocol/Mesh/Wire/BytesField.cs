using System.Globalization;
using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>So many bytes, neither more nor fewer.</summary>
internal sealed class BytesField<TMessage>(string name, int bytes, string meaning, BytesField<TMessage>.Copier copy)
    : MessageField<TMessage>(name, string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"), meaning)
{
    private const int OnStackMax = 64;

    /// <summary>Copies the field of a message into a span of its length.</summary>
    internal delegate void Copier(TMessage message, Span<byte> target);

    /// <inheritdoc/>
    public override void Write(MessagePackWriter writer, TMessage message)
    {
        Span<byte> content = bytes <= OnStackMax ? stackalloc byte[bytes] : new byte[bytes];
        copy(message, content);
        writer.Binary(content);
    }

    /// <inheritdoc/>
    public override bool TryRead(ref MessagePackReader reader, out FieldValue value)
    {
        bool isRead = reader.TryReadExactly(bytes, out ReadOnlySpan<byte> content);
        value = new FieldValue(0, isRead ? content.ToArray() : null);
        return isRead;
    }
}
