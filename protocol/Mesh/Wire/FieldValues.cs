using P2PProver.Crypto;

namespace P2PProver.Mesh.Wire;

/// <summary>The values of a message's fields, taken one after the other in the order of its layout, which has checked their forms.</summary>
internal ref struct FieldValues
{
    private readonly ReadOnlySpan<FieldValue> _values;
    private int _next;

    /// <summary>Starts before the first value.</summary>
    public FieldValues(ReadOnlySpan<FieldValue> values)
    {
        _values = values;
    }

    /// <summary>A number.</summary>
    public ulong Number() => _values[_next++].Number;

    /// <summary>A number that the field's bound keeps within 31 bits.</summary>
    public int Small() => (int)Number();

    /// <summary>Bytes.</summary>
    public byte[] Bytes() => (byte[])_values[_next++].Content!;

    /// <summary>32 bytes.</summary>
    public Hash32 Hash() => Hash32.TryRead(Bytes(), out Hash32 hash) ? hash : default;

    /// <summary>20 bytes.</summary>
    public Address Address() => Crypto.Address.TryRead(Bytes(), out Address address) ? address : default;

    /// <summary>64 bytes.</summary>
    public MessageSignature Signature() => MessageSignature.TryRead(Bytes(), out MessageSignature signature) ? signature : default;

    /// <summary>A list, each element made of its own value or values.</summary>
    public T[] List<T>(Func<FieldValue, T> element) => Array.ConvertAll((FieldValue[])_values[_next++].Content!, v => element(v));

    /// <summary>A message inside this one.</summary>
    public T Record<T>() => (T)_values[_next++].Content!;
}
