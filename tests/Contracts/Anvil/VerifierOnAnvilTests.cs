using System.Text.Json.Nodes;
using P2PProver.Contracts.Tests.Forge;
using P2PProver.Contracts.Tests.Verifier;
using P2PProver.Fields;
using P2PProver.Stark.Soundness;
using Xunit.Abstractions;

namespace P2PProver.Contracts.Tests.Anvil;

/// <summary>Proofs of the C# prover on a local chain, under the chain's own limits of code, gas and calldata.</summary>
[Collection(ForgeShared.Name)]
public sealed class VerifierOnAnvilTests(ITestOutputHelper output)
{
    private const int TransactionBytesMax = 131_072;
    private const long GasMax = 6_000_000;

    // What a signed transaction has beside its calldata, generously.
    private const int EnvelopeBytes = 256;
    private const int MutationsPerSection = 3;

    [Fact]
    public async Task Proof_OfTheLastCircuitsShape_IsVerifiedInOneTransaction()
    {
        VerifierProofFile file = VerifierProofFile.Read(VerifierCase.Model);
        await using AnvilNode node = await AnvilNode.StartAsync();
        DeployedVerifier verifier = await DeployedVerifier.DeployAsync(node, VerifierCase.Model, file.Parts);
        string call = verifier.Encode(file.PublicValues, file.Proof);

        JsonNode receipt = await node.SendAsync(verifier.Address, call);

        long gas = AnvilNode.Number(receipt["gasUsed"]);
        int bytes = ((call.Length - 2) / 2) + EnvelopeBytes;
        output.WriteLine($"gas {gas}, transaction at most {bytes} bytes");
        AnvilNode.Number(receipt["status"]).ShouldBe(1);
        bytes.ShouldBeLessThanOrEqualTo(TransactionBytesMax);
        gas.ShouldBeLessThanOrEqualTo(GasMax);
        GasEstimate model = GasModel.Estimate(VerifierCase.Model.Parameters, VerifierCase.Model.Shapes);
        model.TotalGas.ShouldBe(gas, 0.08 * gas, "the gas model follows what is measured");
    }

    [Theory]
    [InlineData("Model")]
    [InlineData("Small")]
    public async Task Mutations_OfEverySection_RevertWithAReason(string name)
    {
        VerifierCase verifierCase = VerifierCase.All.Single(candidate => candidate.Name == name);
        VerifierProofFile file = VerifierProofFile.Read(verifierCase);
        await using AnvilNode node = await AnvilNode.StartAsync();
        DeployedVerifier verifier = await DeployedVerifier.DeployAsync(node, verifierCase, file.Parts);
        (await CallAsync(node, verifier, file, file.Proof))["result"]!.GetValue<string>()[^1].ShouldBe('1');
        Prng prng = new(20261122);
        foreach ((int start, int length) in file.Sections)
        {
            for (int i = 0; i < MutationsPerSection; i++)
            {
                byte[] proof = [.. file.Proof];
                proof[start + prng.NextInt(length)] ^= (byte)(1 << prng.NextInt(8));
                await ShouldRevertAsync(node, verifier, file, proof);
            }
        }

        await ShouldRevertAsync(node, verifier, file, []);
        byte[] shorter = file.Proof[..^1];
        await ShouldRevertAsync(node, verifier, file, shorter);
        await ShouldRevertAsync(node, verifier, file, [.. file.Proof, 0]);
        AnvilNode.Number((await node.SendAsync(verifier.Address, verifier.Encode(file.PublicValues, shorter)))["status"]).ShouldBe(0);
    }

    private static async Task ShouldRevertAsync(AnvilNode node, DeployedVerifier verifier, VerifierProofFile file, byte[] proof)
    {
        JsonObject answer = await CallAsync(node, verifier, file, proof);
        string reason = answer["error"]?["data"]?.GetValue<string>() ?? throw new InvalidOperationException($"accepted: {answer.ToJsonString()}");
        reason.Length.ShouldBeGreaterThanOrEqualTo("0x00000000".Length);
    }

    private static Task<JsonObject> CallAsync(AnvilNode node, DeployedVerifier verifier, VerifierProofFile file, byte[] proof) => node.CallAsync(
        "eth_call",
        new JsonObject { ["to"] = verifier.Address, ["data"] = verifier.Encode(file.PublicValues, proof) },
        "latest");
}
