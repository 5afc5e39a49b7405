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

    /// <summary>A number of a whole word, as its 32 bytes.</summary>
    public Hash32 Word(string name) => new(AbiEncoder.Encode(AbiType.Of("uint256"), this[name]));

    /// <summary>An amount below 2^128, by position.</summary>
    public Wei WeiAt(int index) => Fit(this[index].Number, UInt128.MaxValue, static n => new Wei((UInt128)n));

    /// <summary>A number below 2^64, by position.</summary>
    public ulong NumberAt(int index) => Fit(this[index].Number, ulong.MaxValue, static n => (ulong)n);

    /// <summary>A struct, read by a function; what does not fit in it counts here too.</summary>
    public T StructOf<T>(string name, Func<AbiFields, T> read) => StructAt(IndexOf(name), read);

    /// <summary>A struct by position, read by a function; what does not fit in it counts here too.</summary>
    public T StructAt<T>(int index, Func<AbiFields, T> read) => Read(_type.Fields[index].Type, this[index], read);

    /// <summary>An array of structs by position, each read by a function.</summary>
    public T[] List<T>(int index, Func<AbiFields, T> read) => [.. this[index].Items.Select(item => Read(_type.Fields[index].Type.Element!, item, read))];

    /// <summary>Whether there is a value of that name.</summary>
    public bool Has(string name) => _type.Fields.Any(f => f.Name == name);

    /// <summary>Names and values for an operator.</summary>
    public override string ToString() => string.Join(", ", _type.Fields.Select((f, i) => f.Name.Length == 0 ? $"{this[i]}" : $"{f.Name} = {this[i]}"));

    private T Read<T>(AbiType type, AbiValue value, Func<AbiFields, T> read)
    {
        AbiFields fields = new(type, value);
        T result = read(fields);
        Failed |= fields.Failed;
        return result;
    }

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
