using System.Buffers.Binary;
using System.Text.Json.Nodes;
using P2PProver.Contracts.Tests.Toolchain;
using P2PProver.Contracts.Tests.Verifier;

namespace P2PProver.Contracts.Tests.Anvil;

/// <summary>The contracts of a generated verifier on a chain, and the calldata that its proofs are sent with.</summary>
/// <param name="Address">The verifier's address.</param>
/// <param name="Selector">The selector of its function, in hexadecimal digits.</param>
internal sealed record DeployedVerifier(string Address, string Selector)
{
    private const int WordDigits = 64;

    /// <summary>Deploys parts, head and verifier.</summary>
    public static async Task<DeployedVerifier> DeployAsync(AnvilNode node, VerifierCase verifierCase, int parts)
    {
        string arguments = string.Empty;
        for (int i = 0; i < parts; i++)
        {
            string part = await CreateAsync(node, FormattableString.Invariant($"{verifierCase.Name}Part{i}"), string.Empty);
            arguments += Word(part);
        }

        string head = await CreateAsync(node, $"{verifierCase.Name}Head", arguments);
        string verifier = await CreateAsync(node, $"{verifierCase.Name}Verifier", Word(head));
        JsonNode methods = Compiled($"{verifierCase.Name}Verifier")["methodIdentifiers"]!;
        return new(verifier, methods["verify(uint256[],bytes)"]!.GetValue<string>());
    }

    /// <summary>The calldata of verify(uint256[],bytes).</summary>
    public string Encode(ReadOnlySpan<uint> publicValues, ReadOnlySpan<byte> proof)
    {
        byte[] call = new byte[4 + (32 * (3 + publicValues.Length + 1 + ((proof.Length + 31) / 32)))];
        Convert.FromHexString(Selector).CopyTo(call, 0);
        int values = 64;
        int bytes = values + (32 * (1 + publicValues.Length));
        Span<byte> words = call.AsSpan(4);
        Write(words, 0, values);
        Write(words, 32, bytes);
        Write(words, values, publicValues.Length);
        for (int i = 0; i < publicValues.Length; i++)
        {
            Write(words, values + (32 * (i + 1)), (int)publicValues[i]);
        }

        Write(words, bytes, proof.Length);
        proof.CopyTo(words[(bytes + 32)..]);
        return "0x" + Convert.ToHexStringLower(call);
    }

    private static void Write(Span<byte> words, int offset, int value) =>
        BinaryPrimitives.WriteInt32BigEndian(words[(offset + 28)..], value);

    private static string Word(string address) => address[2..].PadLeft(WordDigits, '0');

    private static JsonNode Compiled(string name) =>
        JsonNode.Parse(File.ReadAllText(ContractsFolder.PathOf("artifacts", "forge", "out", $"{name}.sol", $"{name}.json")))!;

    private static async Task<string> CreateAsync(AnvilNode node, string name, string arguments)
    {
        string code = Compiled(name)["bytecode"]!["object"]!.GetValue<string>();
        JsonNode receipt = await node.SendAsync(to: null, code + arguments);
        AnvilNode.Number(receipt["status"]).ShouldBe(1, $"{name} could not be deployed");
        return receipt["contractAddress"]!.GetValue<string>();
    }
}
