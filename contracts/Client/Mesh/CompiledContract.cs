using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using P2PProver.Contracts.Abi;

namespace P2PProver.Contracts.Mesh;

/// <summary>A contract as the compiler left it in contracts/compiled, which this assembly carries.</summary>
public sealed class CompiledContract
{
    private const string Folder = "compiled/";
    private readonly byte[] _bytecode;

    private CompiledContract(string name, ContractAbi abi, byte[] bytecode)
    {
        Name = name;
        Abi = abi;
        _bytecode = bytecode;
    }

    /// <summary>The contract's name.</summary>
    public string Name { get; }

    /// <summary>Its functions, events and errors.</summary>
    public ContractAbi Abi { get; }

    /// <summary>The code that creates it, without arguments; empty for an interface.</summary>
    public ReadOnlySpan<byte> Bytecode => _bytecode;

    /// <summary>The names of all contracts that are there.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(static n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(static n => n[Folder.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>A contract by its name; false if this version carries none of that name.</summary>
    public static bool TryLoad(string name, [NotNullWhen(true)] out CompiledContract? contract)
    {
        contract = null;
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name);
        if (stream is null)
        {
            return false;
        }

        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement;
        contract = ContractAbi.TryRead(root.GetProperty("abi"), out ContractAbi? abi) && Hex.TryData(root.GetProperty("bytecode").GetString(), out byte[] bytecode)
            ? new CompiledContract(name, abi, bytecode)
            : throw new InvalidDataException($"the compiled contract {name} cannot be read");
        return true;
    }

    /// <summary>A contract that this version certainly carries.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static CompiledContract Load(string name) =>
        TryLoad(name, out CompiledContract? contract) ? contract : throw new InvalidOperationException($"contracts/compiled has no {name}");

    /// <summary>The data of a transaction that creates it.</summary>
    /// <param name="arguments">The constructor's arguments.</param>
    public byte[] CreationData(params AbiValue[] arguments) => [.. _bytecode, .. Abi.Constructor.Encode(arguments)];
}
