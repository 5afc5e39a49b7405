using System.Numerics;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Abi;

/// <summary>
/// Decoded values by name. A value that does not fit what it is read as leaves <see cref="Failed"/> set and reads as the default; a name
/// that the type does not have is a bug and throws, since names come from the ABI and not from the wire.
/// </summary>
public sealed class AbiFields
{
    private readonly AbiType _type;
    private readonly AbiValue _value;

    internal AbiFields(AbiType type, AbiValue value)
    {
        _type = type;
        _value = value;
    }

    /// <summary>Whether any value read did not fit.</summary>
    public bool Failed { get; private set; }

    /// <summary>The number of values.</summary>
    public int Count => _type.Fields.Count;

    /// <summary>A value by position.</summary>
    public AbiValue this[int index] => _value.Items[index];

    /// <summary>A value by name.</summary>
    public AbiValue this[string name] => _value.Items[IndexOf(name)];

    /// <summary>A number below 2^64.</summary>
    public ulong Number64(string name) => Fit(this[name].Number, ulong.MaxValue, static n => (ulong)n);

    /// <summary>A number below 2^32.</summary>
    public uint Number32(string name) => Fit(this[name].Number, uint.MaxValue, static n => (uint)n);

    /// <summary>An amount below 2^128.</summary>
    public Wei Wei(string name) => Fit(this[name].Number, UInt128.MaxValue, static n => new Wei((UInt128)n));

    /// <summary>32 bytes.</summary>
    public Hash32 Hash(string name) => new(this[name].Bytes.Span);

    /// <summary>An address.</summary>
    public Address Address(string name) => this[name].Address;

    /// <summary>Bytes.</summary>
    public ReadOnlyMemory<byte> Bytes(string name) => this[name].Bytes;

    /// <summary>A truth value.</summary>
    public bool Bool(string name) => this[name].Bool;

    /// <summary>The fields of a struct.</summary>
    public AbiFields Struct(string name) => new(_type.Fields[IndexOf(name)].Type, this[name]);

    /// <summary>Whether there is a value of that name.</summary>
    public bool Has(string name) => _type.Fields.Any(f => f.Name == name);

    /// <summary>Names and values for an operator.</summary>
    public override string ToString() => string.Join(", ", _type.Fields.Select((f, i) => f.Name.Length == 0 ? $"{this[i]}" : $"{f.Name} = {this[i]}"));

    private int IndexOf(string name)
    {
        for (int i = 0; i < _type.Fields.Count; i++)
        {
            if (_type.Fields[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"no value is called '{name}' in {_type}", nameof(name));
    }

    private T Fit<T>(BigInteger number, BigInteger max, Func<BigInteger, T> convert)
        where T : struct
    {
        bool fits = number.Sign >= 0 && number <= max;
        Failed |= !fits;
        return fits ? convert(number) : default;
    }
}
