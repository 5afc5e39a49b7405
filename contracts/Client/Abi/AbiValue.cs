using System.Numerics;
using System.Text;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Abi;

/// <summary>
/// A value on its way into or out of an encoding: a number, bytes, or items. Whether it fits a type is checked where it is encoded. Asking
/// a value for another form than its own is a bug and throws.
/// </summary>
public sealed class AbiValue
{
    private readonly object _content;

    private AbiValue(object content)
    {
        _content = content;
    }

    /// <summary>The number; true is 1.</summary>
    public BigInteger Number => (BigInteger)_content;

    /// <summary>Whether the number is not zero.</summary>
    public bool Bool => !Number.IsZero;

    /// <summary>The bytes of fixed or variable bytes, or the UTF-8 of a text.</summary>
    public ReadOnlyMemory<byte> Bytes => (byte[])_content;

    /// <summary>The text; bytes that are not UTF-8 come out as replacement characters.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The address.</summary>
    public Address Address => (Address)_content;

    /// <summary>The elements of an array or the fields of a tuple.</summary>
    public IReadOnlyList<AbiValue> Items => (AbiValue[])_content;

    /// <summary>A number.</summary>
    public static AbiValue Of(BigInteger number) => new(number);

    /// <summary>A number.</summary>
    public static AbiValue Of(ulong number) => new((BigInteger)number);

    /// <summary>An amount.</summary>
    public static AbiValue Of(Wei amount) => new((BigInteger)amount.Value);

    /// <summary>A truth value.</summary>
    public static AbiValue Of(bool value) => new(value ? BigInteger.One : BigInteger.Zero);

    /// <summary>An address.</summary>
    public static AbiValue Of(Address address) => new(address);

    /// <summary>32 bytes.</summary>
    public static AbiValue Of(Hash32 hash) => new(hash.Value.ToArray());

    /// <summary>Bytes, copied.</summary>
    public static AbiValue Of(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());

    /// <summary>A text.</summary>
    public static AbiValue Of(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>An array, a tuple, or a list of arguments.</summary>
    public static AbiValue Of(params AbiValue[] items) => new(items);

    /// <summary>An array, a tuple, or a list of arguments.</summary>
    public static AbiValue Of(IEnumerable<AbiValue> items) => new(items.ToArray());

    /// <summary>A text for debugging and for the arguments of errors.</summary>
    public override string ToString() => _content switch
    {
        byte[] bytes => Hex.Data(bytes),
        AbiValue[] items => $"[{string.Join(", ", items.Select(static i => i.ToString()))}]",
        _ => $"{_content}",
    };

    internal bool TryNumber(out BigInteger number)
    {
        number = _content is BigInteger value ? value : default;
        return _content is BigInteger;
    }

    internal bool TryBytes(out byte[] bytes)
    {
        bytes = _content as byte[] ?? [];
        return _content is byte[];
    }

    internal bool TryItems(out AbiValue[] items)
    {
        items = _content as AbiValue[] ?? [];
        return _content is AbiValue[];
    }

    internal bool TryAddress(out Address address)
    {
        address = _content is Address value ? value : default;
        return _content is Address;
    }
}
