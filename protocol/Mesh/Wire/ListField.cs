using System.Globalization;
using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>A list of at most so many elements of one form.</summary>
internal sealed class ListField<TMessage, TElement>(string name, int countMax, string meaning, MessageField<TElement> element, Func<TMessage, IReadOnlyList<TElement>> get)
    : MessageField<TMessage>(name, string.Create(CultureInfo.InvariantCulture, $"array of up to {countMax:N0}: {element.Form}"), meaning)
{
    /// <inheritdoc/>
    public override void Write(MessagePackWriter writer, TMessage message)
    {
        IReadOnlyList<TElement> elements = get(message);
        writer.Array(elements.Count);
        foreach (TElement one in elements)
        {
            element.Write(writer, one);
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(ref MessagePackReader reader, out FieldValue value)
    {
        value = default;
        if (!reader.TryReadArray(countMax, out int count))
        {
            return false;
        }

        FieldValue[] elements = new FieldValue[count];
        for (int i = 0; i < count; i++)
        {
            if (!element.TryRead(ref reader, out elements[i]))
            {
                return false;
            }
        }

        value = new FieldValue(0, elements);
        return true;
    }
}
