using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Contracts.Tests.Toolchain;

namespace P2PProver.Contracts.Tests.Forge;

/// <summary>What clients need of a contract or library of contracts/src: its interface with errors and events, and its code.</summary>
/// <param name="Name">The contract.</param>
/// <param name="Abi">The interface as JSON.</param>
/// <param name="Bytecode">The code that creates it, in hexadecimal digits.</param>
/// <param name="DeployedBytecode">The code that runs, in hexadecimal digits.</param>
internal sealed record CompiledContract(string Name, JsonNode Abi, string Bytecode, string DeployedBytecode)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Bytes of the code that runs.</summary>
    public int Size => (DeployedBytecode.Length - 2) / 2;

    /// <summary>Bytes of the code that creates it.</summary>
    public int CreationSize => (Bytecode.Length - 2) / 2;

    /// <summary>This contract as the kept file says it.</summary>
    public string Text
    {
        get
        {
            JsonObject file = new()
            {
                ["contractName"] = Name,
                ["abi"] = Abi.DeepClone(),
                ["bytecode"] = Bytecode,
                ["deployedBytecode"] = DeployedBytecode,
            };
            return file.ToJsonString(Format) + "\n";
        }
    }

    /// <summary>Everything of contracts/src that has an interface or is a contract, as forge compiled it last.</summary>
    public static IReadOnlyList<CompiledContract> ReadAll()
    {
        List<CompiledContract> contracts = [];
        string sources = ContractsFolder.PathOf("src");
        foreach (string source in Directory.EnumerateFiles(sources, "*.sol", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string folder = ContractsFolder.PathOf("artifacts", "forge", "out", Path.GetFileName(source));
            if (Directory.Exists(folder))
            {
                contracts.AddRange(Directory.EnumerateFiles(folder, "*.json").Where(IsOwn).Order(StringComparer.Ordinal).Select(Read).OfType<CompiledContract>());
            }
        }

        return contracts;
    }

    // "Name.profile.json" is a second compilation, for contracts under another compiler profile that use this one.
    private static bool IsOwn(string file) => !Path.GetFileNameWithoutExtension(file).Contains('.', StringComparison.Ordinal);

    private static CompiledContract? Read(string file)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(file))!;
        JsonArray? abi = root["abi"]?.AsArray();
        if (abi is null or { Count: 0 })
        {
            return null;
        }

        string bytecode = root["bytecode"]!["object"]!.GetValue<string>();
        string deployed = root["deployedBytecode"]!["object"]!.GetValue<string>();
        return new(Path.GetFileNameWithoutExtension(file), abi, bytecode, deployed);
    }
}
