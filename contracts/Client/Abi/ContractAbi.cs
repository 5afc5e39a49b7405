using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Abi;

/// <summary>What can be called on a contract, what it emits, and what it reverts with: the JSON that the compiler writes.</summary>
public sealed class ContractAbi
{
    private const int DepthMax = 8;

    private readonly Dictionary<string, AbiFunction> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AbiEvent> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<Hash32, AbiEvent> _topics = [];
    private readonly List<AbiError> _errors = [];

    private ContractAbi()
    {
        Constructor = new AbiFunction(string.Empty, [], [], isPayable: false);
    }

    /// <summary>The constructor; without arguments if the contract declares none.</summary>
    public AbiFunction Constructor { get; private set; }

    /// <summary>The functions. Of overloaded ones the later are listed by their signatures.</summary>
    public IEnumerable<AbiFunction> Functions => _functions.Values;

    /// <summary>The events.</summary>
    public IEnumerable<AbiEvent> Events => _events.Values;

    /// <summary>The custom errors.</summary>
    public IReadOnlyList<AbiError> Errors => _errors;

    /// <summary>Reads the ABI of a contract from JSON.</summary>
    /// <param name="json">The array of the compiler.</param>
    /// <param name="abi">The ABI; null if an entry has another form or an unknown type.</param>
    public static bool TryRead(JsonElement json, [NotNullWhen(true)] out ContractAbi? abi)
    {
        ContractAbi read = new();
        bool isRead = json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(read.TryAdd);
        abi = isRead ? read : null;
        return isRead;
    }

    /// <summary>A function by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a mistake of the caller.</exception>
    public AbiFunction Function(string name) => _functions.TryGetValue(name, out AbiFunction? function) ? function : throw new KeyNotFoundException($"no function {name}");

    /// <summary>An event by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a mistake of the caller.</exception>
    public AbiEvent Event(string name) => _events.TryGetValue(name, out AbiEvent? found) ? found : throw new KeyNotFoundException($"no event {name}");

    /// <summary>The event of a first topic; null for those of other contracts.</summary>
    public AbiEvent? EventOf(Hash32 topic) => _topics.GetValueOrDefault(topic);

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) ? JsonText.Of(value) : null;

    private static List<AbiParameter>? Parameters(JsonElement entry, string name, int depth)
    {
        List<AbiParameter> parameters = [];
        if (!entry.TryGetProperty(name, out JsonElement array))
        {
            return parameters;
        }

        if (array.ValueKind != JsonValueKind.Array || depth == 0)
        {
            return null;
        }

        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "type") is not { } type
                || Parameters(item, "components", depth - 1) is not { } fields || !AbiType.TryParse(type, fields, out AbiType? parsed))
            {
                return null;
            }

            bool indexed = item.TryGetProperty("indexed", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
            parameters.Add(new AbiParameter(Text(item, "name") ?? string.Empty, parsed, indexed));
        }

        return parameters;
    }

    private bool TryAdd(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || Text(entry, "type") is not { } type
            || Parameters(entry, "inputs", DepthMax) is not { } inputs || Parameters(entry, "outputs", DepthMax) is not { } outputs)
        {
            return false;
        }

        string name = Text(entry, "name") ?? string.Empty;
        bool payable = Text(entry, "stateMutability") == "payable";
        switch (type)
        {
            case "function":
                AbiFunction function = new(name, inputs, outputs, payable);
                return _functions.TryAdd(name, function) || _functions.TryAdd(function.Signature, function);
            case "constructor":
                Constructor = new AbiFunction(string.Empty, inputs, [], payable);
                return true;
            case "event":
                AbiEvent added = new(name, inputs);
                return (_events.TryAdd(name, added) || _events.TryAdd(added.Signature, added)) && _topics.TryAdd(added.Topic, added);
            case "error":
                _errors.Add(new AbiError(name, inputs));
                return true;
            default:
                return type is "receive" or "fallback";
        }
    }
}
