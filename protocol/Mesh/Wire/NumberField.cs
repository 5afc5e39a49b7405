using System.Globalization;
using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>A number from 0 to a bound.</summary>
internal sealed class NumberField<TMessage>(string name, ulong max, string meaning, Func<TMessage, ulong> get)
    : MessageField<TMessage>(name, max == ulong.MaxValue ? "number, 64 bits" : string.Create(CultureInfo.InvariantCulture, $"number up to {max:N0}"), meaning)
{
    /// <inheritdoc/>
    public override void Write(MessagePackWriter writer, TMessage message) => writer.Number(get(message));

    /// <inheritdoc/>
    public override bool TryRead(ref MessagePackReader reader, out FieldValue value)
    {
        bool isRead = reader.TryReadNumber(max, out ulong number);
        value = new FieldValue(number, null);
        return isRead;
    }
}
