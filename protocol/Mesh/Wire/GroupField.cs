using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>Several fields as an array of their own: the element of a list.</summary>
internal sealed class GroupField<TElement>(params MessageField<TElement>[] fields)
    : MessageField<TElement>(string.Empty, $"[{string.Join(", ", fields.Select(f => $"{f.Name} ({f.Form}: {f.Meaning})"))}]", string.Empty)
{
    /// <inheritdoc/>
    public override void Write(MessagePackWriter writer, TElement message)
    {
        writer.Array(fields.Length);
        foreach (MessageField<TElement> field in fields)
        {
            field.Write(writer, message);
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(ref MessagePackReader reader, out FieldValue value)
    {
        value = default;
        if (!reader.TryReadArray(fields.Length, out int count) || (count != fields.Length && !reader.Fail(MessagePackFault.WrongType)))
        {
            return false;
        }

        FieldValue[] values = new FieldValue[count];
        for (int i = 0; i < count; i++)
        {
            if (!fields[i].TryRead(ref reader, out values[i]))
            {
                return false;
            }
        }

        value = new FieldValue(0, values);
        return true;
    }
}
