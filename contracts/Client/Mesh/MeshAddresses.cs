using System.Text.Json.Nodes;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>Where the contracts of a network are.</summary>
/// <param name="Rollup">MeshRollup.</param>
/// <param name="Registry">ProverRegistry.</param>
/// <param name="Verifier">The verifier of final proofs.</param>
/// <param name="Reader">BatchReader.</param>
/// <param name="AccountPath">AccountPathReader.</param>
public sealed record MeshAddresses(Address Rollup, Address Registry, Address Verifier, Address Reader, Address AccountPath)
{
    internal JsonObject ToJson() => new()
    {
        ["rollup"] = Rollup.ToString(),
        ["registry"] = Registry.ToString(),
        ["verifier"] = Verifier.ToString(),
        ["reader"] = Reader.ToString(),
        ["accountPath"] = AccountPath.ToString(),
    };

    internal static MeshAddresses? Read(JsonNode? json) =>
        Address.TryParse((string?)json?["rollup"], out Address rollup)
        && Address.TryParse((string?)json?["registry"], out Address registry)
        && Address.TryParse((string?)json?["verifier"], out Address verifier)
        && Address.TryParse((string?)json?["reader"], out Address reader)
        && Address.TryParse((string?)json?["accountPath"], out Address accountPath)
            ? new MeshAddresses(rollup, registry, verifier, reader, accountPath)
            : null;
}
