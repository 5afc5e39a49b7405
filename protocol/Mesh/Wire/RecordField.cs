using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>A whole message inside another one.</summary>
internal sealed class RecordField<TMessage, TInner>(string name, string meaning, MessageLayout<TInner> layout, Func<TMessage, TInner> get)
    : MessageField<TMessage>(name, $"a {layout.Kind}", meaning)
    where TInner : class
{
    /// <inheritdoc/>
    public override void Write(MessagePackWriter writer, TMessage message) => layout.Write(writer, get(message));

    /// <inheritdoc/>
    public override bool TryRead(ref MessagePackReader reader, out FieldValue value)
    {
        bool isRead = layout.TryRead(ref reader, out TInner? inner);
        value = new FieldValue(0, inner);
        return isRead;
    }
}
