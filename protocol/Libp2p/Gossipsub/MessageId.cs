namespace P2PProver.Libp2p.Gossipsub;

/// <summary>The name of a message, by which peers tell copies apart. All peers of a topic must compute it alike.</summary>
public readonly struct MessageId : IEquatable<MessageId>
{
    /// <summary>The longest id that is read; longer ones name nothing that we have.</summary>
    public const int BytesMax = 128;

    private readonly byte[]? _bytes;
    private readonly int _hash;

    /// <summary>An id of these bytes, which are copied.</summary>
    public MessageId(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.ToArray();

        // Seeded by the process, so that nobody can choose ids that collide in our tables.
        HashCode hash = default;
        hash.AddBytes(bytes);
        _hash = hash.ToHashCode();
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether two ids are the same.</summary>
    public static bool operator ==(MessageId left, MessageId right) => left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    public static bool operator !=(MessageId left, MessageId right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MessageId other) => _hash == other._hash && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The bytes in hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);
}
