using P2PProver.Mesh.MessagePack;

namespace P2PProver.Mesh.Wire;

/// <summary>
/// The layout of one message: a MessagePack array, its version first, then its kind, then the fields. Reader, writer, signing bytes and the table in
/// docs/PROTOCOL.md all follow from it.
/// </summary>
/// <typeparam name="TMessage">The message's record.</typeparam>
/// <param name="kind">The number of its kind, and the name of it.</param>
/// <param name="bytesMax">The most bytes that one has; more are refused unread.</param>
/// <param name="carrier">How it travels, for the document.</param>
/// <param name="fields">The fields in their order; the last one is the signature if the message is signed.</param>
/// <param name="create">Makes the message of its values, or null if they are none of its.</param>
internal sealed class MessageLayout<TMessage>(
    MessageKind kind, int bytesMax, string carrier, MessageField<TMessage>[] fields, MessageLayout<TMessage>.Factory create) : IMessageLayout
    where TMessage : class
{
    private const int HeadElements = 2;

    /// <summary>Makes a message of its values, or null if they are none of its.</summary>
    internal delegate TMessage? Factory(FieldValues values);

    /// <inheritdoc/>
    public MessageKind Kind => kind;

    /// <inheritdoc/>
    public int Version => MessageHead.Version;

    /// <inheritdoc/>
    public int BytesMax => bytesMax;

    /// <inheritdoc/>
    public string Carrier => carrier;

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Form, string Meaning)> Rows => fields.Select(f => (f.Name, f.Form, f.Meaning));

    /// <summary>The encoding of a message of our own.</summary>
    /// <exception cref="InvalidOperationException">It is longer than such a message may be, so nobody would read it: a bug of the caller.</exception>
    public byte[] Write(TMessage message)
    {
        MessagePackWriter writer = new();
        Write(writer, message);
        return writer.Written.Length <= bytesMax
            ? writer.ToArray()
            : throw new InvalidOperationException($"a {kind} of {writer.Written.Length} bytes; the most is {bytesMax}");
    }

    /// <summary>Appends a message.</summary>
    public void Write(MessagePackWriter writer, TMessage message)
    {
        writer.Array(fields.Length + HeadElements).Number((ulong)Version).Number((ulong)kind);
        foreach (MessageField<TMessage> field in fields)
        {
            field.Write(writer, message);
        }
    }

    /// <summary>Reads a message from untrusted bytes; on refusal, says why.</summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, out TMessage? message, out WireFault fault)
    {
        message = null;
        if (bytes.Length > bytesMax)
        {
            fault = WireFault.TooLong;
            return false;
        }

        MessagePackReader reader = new(bytes);
        bool isRead = TryRead(ref reader, out message, out fault);
        if (isRead && !reader.TryEnd())
        {
            fault = WireFault.Malformed;
        }

        message = fault == WireFault.None ? message : null;
        return fault == WireFault.None;
    }

    /// <summary>Reads a message inside another one.</summary>
    public bool TryRead(ref MessagePackReader reader, out TMessage? message) => TryRead(ref reader, out message, out _);

    /// <summary>
    /// What a signature signs: an array of the protocol's domain and the network, then version, kind and all fields but the last, as they are in
    /// the message.
    /// </summary>
    public byte[] SigningBytes(TMessage message, string domain, Hash32 network)
    {
        Span<byte> networkBytes = stackalloc byte[Hash32.Bytes];
        network.Write(networkBytes);
        MessagePackWriter writer = new MessagePackWriter()
            .Array(fields.Length + HeadElements + 1).Text(domain).Binary(networkBytes).Number((ulong)Version).Number((ulong)kind);
        foreach (MessageField<TMessage> field in fields.AsSpan(0, fields.Length - 1))
        {
            field.Write(writer, message);
        }

        return writer.ToArray();
    }

    private bool TryRead(ref MessagePackReader reader, out TMessage? message, out WireFault fault)
    {
        message = null;
        fault = MessageHead.TryRead(ref reader, out int count, out MessageKind readKind) switch
        {
            WireFault.None when readKind != kind => WireFault.WrongKind,
            WireFault.None when count != fields.Length + HeadElements => WireFault.Malformed,
            WireFault other => other,
        };
        if (fault != WireFault.None)
        {
            return reader.Fail(MessagePackFault.BadValue);
        }

        FieldValue[] values = new FieldValue[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            if (!fields[i].TryRead(ref reader, out values[i]))
            {
                fault = reader.Fault == MessagePackFault.BadValue ? WireFault.BadValue : WireFault.Malformed;
                return false;
            }
        }

        message = create(new FieldValues(values));
        fault = message is null ? WireFault.BadValue : WireFault.None;
        return message is not null || reader.Fail(MessagePackFault.BadValue);
    }
}
