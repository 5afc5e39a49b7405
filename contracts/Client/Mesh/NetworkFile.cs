using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Mesh;

/// <summary>A network as a file: chain, endpoints, contracts, constants, proof system. All that a node needs to join.</summary>
/// <param name="Name">What the network is called.</param>
/// <param name="ChainId">The chain's number.</param>
/// <param name="Rpc">Endpoints in order of preference, http(s) or ws(s).</param>
/// <param name="Contracts">Where the contracts are.</param>
/// <param name="DeployBlock">The block from which on there are events.</param>
/// <param name="ProofSystemId">The proof system's identity; its Keccak-256 is the rollup's version.</param>
/// <param name="GenesisRoot">The state root at the beginning.</param>
/// <param name="Constants">The rollup's constants, which its contract holds too.</param>
public sealed record NetworkFile(
    string Name,
    ulong ChainId,
    IReadOnlyList<Uri> Rpc,
    MeshAddresses Contracts,
    ulong DeployBlock,
    string ProofSystemId,
    Hash32 GenesisRoot,
    NetworkConstants Constants)
{
    /// <summary>The only schema.</summary>
    public const string SchemaName = "p2pprover.network/1";

    /// <summary>The longest file, in bytes.</summary>
    public const int BytesMax = 64 << 10;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Peers to begin with, as multiaddrs.</summary>
    public IReadOnlyList<string> Bootstrap { get; init; } = [];

    /// <summary>The file's text.</summary>
    public string Write()
    {
        JsonObject json = new()
        {
            ["schema"] = SchemaName,
            ["name"] = Name,
            ["chainId"] = ChainId,
            ["rpc"] = new JsonArray([.. Rpc.Select(static uri => (JsonNode)uri.ToString())]),
            ["contracts"] = Contracts.ToJson(),
            ["deployBlock"] = DeployBlock,
            ["proofSystemId"] = ProofSystemId,
            ["genesisRoot"] = GenesisRoot.ToString(),
            ["constants"] = ConstantsJson(),
            ["bootstrap"] = new JsonArray([.. Bootstrap.Select(static peer => (JsonNode)peer)]),
        };
        return json.ToJsonString(Format) + "\n";
    }

    /// <summary>Reads a file from untrusted bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="file">The network; null if something is missing or of another form.</param>
    /// <param name="problem">What is wrong; empty on success.</param>
    public static bool TryRead(ReadOnlySpan<byte> content, [NotNullWhen(true)] out NetworkFile? file, out string problem)
    {
        file = null;
        try
        {
            JsonNode? json = content.Length <= BytesMax ? JsonNode.Parse(content) : null;
            problem = json is null ? "it is no network file" : (string?)json["schema"] == SchemaName ? string.Empty : $"it is not of the schema {SchemaName}";
            file = problem.Length == 0 ? Read(json!.AsObject(), out problem) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            problem = RpcFailure.Shorten(fault.Message);
        }

        return file is not null;
    }

    private static NetworkFile? Read(JsonObject json, out string problem)
    {
        problem = string.Empty;
        List<Uri> rpc = [];
        foreach (JsonNode? text in json["rpc"]?.AsArray() ?? [])
        {
            if (!Uri.TryCreate((string?)text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https" or "ws" or "wss"))
            {
                problem = "rpc holds something that is no http or ws address";
                return null;
            }

            rpc.Add(uri);
        }

        MeshAddresses? contracts = MeshAddresses.Read(json["contracts"]);
        bool isGenesis = Hash32.TryParse((string?)json["genesisRoot"], out Hash32 genesis);
        if (rpc.Count == 0 || contracts is null || !isGenesis || (ulong?)json["chainId"] is not { } chain || (ulong?)json["deployBlock"] is not { } block
            || (string?)json["name"] is not { } name || (string?)json["proofSystemId"] is not { } system || ReadConstants(json["constants"]) is not { } constants)
        {
            problem = rpc.Count == 0 ? "rpc names no endpoint" : contracts is null ? "contracts is incomplete" : "a member is missing or of another form";
            return null;
        }

        return new NetworkFile(name, chain, rpc, contracts, block, system, genesis, constants)
        {
            Bootstrap = [.. (json["bootstrap"]?.AsArray() ?? []).Select(static peer => (string?)peer ?? string.Empty)],
        };
    }

    private static NetworkConstants? ReadConstants(JsonNode? json)
    {
        if (json is null)
        {
            return null;
        }

        return new NetworkConstants(
            Amount("stakeMin"), Number("activationDelay"), Amount("baseBond"), Amount("forcedFee"), Number("claimDelay"), Number("openTime"),
            Number("forcedDeadline"), Number("freezeTime"), Amount("refundMax"), Number("settleGas"), checked((byte)Number("rampMax")));

        uint Number(string name) => (uint?)json[name] ?? throw new FormatException($"constants.{name} is missing");

        Wei Amount(string name) => new(UInt128.Parse((string?)json[name] ?? throw new FormatException($"constants.{name} is missing"), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private JsonObject ConstantsJson()
    {
        return new JsonObject
        {
            ["stakeMin"] = Text(Constants.StakeMin),
            ["activationDelay"] = Constants.ActivationDelay,
            ["baseBond"] = Text(Constants.BaseBond),
            ["forcedFee"] = Text(Constants.ForcedFee),
            ["claimDelay"] = Constants.ClaimDelay,
            ["openTime"] = Constants.OpenTime,
            ["forcedDeadline"] = Constants.ForcedDeadline,
            ["freezeTime"] = Constants.FreezeTime,
            ["refundMax"] = Text(Constants.RefundMax),
            ["settleGas"] = Constants.SettleGas,
            ["rampMax"] = Constants.RampMax,
        };

        static string Text(Wei amount) => amount.Value.ToString(CultureInfo.InvariantCulture);
    }
}
