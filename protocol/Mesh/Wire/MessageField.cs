using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>One field of a message: its name and form for the document, and how it is written and read.</summary>
/// <typeparam name="TMessage">The message, or the element of a list.</typeparam>
/// <param name="name">As the document has it.</param>
/// <param name="form">Type and bounds in words.</param>
/// <param name="meaning">What it says.</param>
internal abstract class MessageField<TMessage>(string name, string form, string meaning)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Type and bounds.</summary>
    public string Form { get; } = form;

    /// <summary>What it says.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>Writes the field of a message.</summary>
    public abstract void Write(MessagePackWriter writer, TMessage message);

    /// <summary>Reads the field; false, with the reader's fault, if it is not of this form.</summary>
    public abstract bool TryRead(ref MessagePackReader reader, out FieldValue value);
}
