using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace P2PProver.Contracts.Abi;

/// <summary>A type of the Solidity ABI (Contract ABI Specification, "Types"). Arrays of no elements are not types of Solidity and none here.</summary>
public sealed class AbiType
{
    /// <summary>The bytes of a word, of which every encoding consists.</summary>
    public const int WordBytes = 32;

    private const int BitsMax = 256;
    private const int FixedLengthMax = 4096;
    private const int DepthMax = 8;

    private AbiType(AbiKind kind, string name, int size = 0)
    {
        Kind = kind;
        Name = name;
        Size = size;
    }

    /// <summary>The family.</summary>
    public AbiKind Kind { get; }

    /// <summary>The canonical name, of which selectors are hashes: tuples as their types in parentheses.</summary>
    public string Name { get; }

    /// <summary>The bits of a number, the bytes of fixed bytes, the length of a fixed array; otherwise zero.</summary>
    public int Size { get; }

    /// <summary>The type of an array's elements; null for others.</summary>
    public AbiType? Element { get; private init; }

    /// <summary>The fields of a tuple; empty for others.</summary>
    public IReadOnlyList<AbiParameter> Fields { get; private init; } = [];

    /// <summary>Whether an encoding has an offset in its head and the value behind all heads.</summary>
    public bool IsDynamic { get; private init; }

    /// <summary>The bytes that a value takes in the head of what holds it: 32 for dynamic types.</summary>
    public int HeadBytes { get; private init; } = WordBytes;

    /// <summary>A tuple of fields, or a list of arguments.</summary>
    public static AbiType Tuple(IReadOnlyList<AbiParameter> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        bool dynamic = fields.Any(static f => f.Type.IsDynamic);
        return new AbiType(AbiKind.Tuple, $"({string.Join(',', fields.Select(static f => f.Type.Name))})")
        {
            Fields = fields,
            IsDynamic = dynamic,
            HeadBytes = dynamic ? WordBytes : fields.Sum(static f => f.Type.HeadBytes),
        };
    }

    /// <summary>An array of any length of one type.</summary>
    public static AbiType ArrayOf(AbiType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new AbiType(AbiKind.Array, $"{element.Name}[]") { Element = element, IsDynamic = true };
    }

    /// <summary>Reads a type name such as uint256, bytes32[4] or tuple[].</summary>
    /// <param name="name">The name; "tuple" stands for the fields.</param>
    /// <param name="fields">The fields of a tuple; empty for other types.</param>
    /// <param name="type">The type.</param>
    public static bool TryParse(string name, IReadOnlyList<AbiParameter> fields, [NotNullWhen(true)] out AbiType? type)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] parts = name.Split('[');
        type = parts.Length > DepthMax ? null : parts[0] == "tuple" ? TupleOrNull(fields) : Elementary(parts[0]);
        foreach (string suffix in parts.Skip(1))
        {
            type = type is null || !suffix.EndsWith(']') ? null : Suffixed(type, suffix[..^1]);
        }

        return type is not null;
    }

    /// <summary>An elementary type or an array of one, by its name.</summary>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    public static AbiType Of(string name) => TryParse(name, [], out AbiType? type) ? type : throw new ArgumentException($"'{name}' is no ABI type", nameof(name));

    /// <summary>The canonical name.</summary>
    public override string ToString() => Name;

    // A tuple without fields has no Solidity counterpart, and would let an array of a thousand million of them fit into a word.
    private static AbiType? TupleOrNull(IReadOnlyList<AbiParameter> fields) => fields.Count == 0 ? null : Tuple(fields);

    private static AbiType? Suffixed(AbiType element, string length)
    {
        if (length.Length == 0)
        {
            return ArrayOf(element);
        }

        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is 0 or > FixedLengthMax)
        {
            return null;
        }

        return new AbiType(AbiKind.FixedArray, string.Create(CultureInfo.InvariantCulture, $"{element.Name}[{count}]"), count)
        {
            Element = element,
            IsDynamic = element.IsDynamic,
            HeadBytes = element.IsDynamic ? WordBytes : count * element.HeadBytes,
        };
    }

    private static AbiType? Elementary(string name) => name switch
    {
        "bool" => new AbiType(AbiKind.Bool, name),
        "address" => new AbiType(AbiKind.Address, name),
        "bytes" => new AbiType(AbiKind.Bytes, name) { IsDynamic = true },
        "string" => new AbiType(AbiKind.Text, name) { IsDynamic = true },
        _ when name.StartsWith("uint", StringComparison.Ordinal) => Number(AbiKind.UnsignedNumber, "uint", name[4..]),
        _ when name.StartsWith("int", StringComparison.Ordinal) => Number(AbiKind.SignedNumber, "int", name[3..]),
        _ when name.StartsWith("bytes", StringComparison.Ordinal) => FixedBytes(name[5..]),
        _ => null,
    };

    private static AbiType? Number(AbiKind kind, string prefix, string digits)
    {
        int bits = digits.Length == 0 ? BitsMax : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int read) ? read : 0;
        return bits is > 0 and <= BitsMax && bits % 8 == 0 ? new AbiType(kind, string.Create(CultureInfo.InvariantCulture, $"{prefix}{bits}"), bits) : null;
    }

    private static AbiType? FixedBytes(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes is > 0 and <= WordBytes
            ? new AbiType(AbiKind.FixedBytes, string.Create(CultureInfo.InvariantCulture, $"bytes{bytes}"), bytes)
            : null;
}
