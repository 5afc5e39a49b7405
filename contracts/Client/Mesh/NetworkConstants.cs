using System.Reflection;
using System.Text.Json;
using P2PProver.Contracts.Abi;

namespace P2PProver.Contracts.Mesh;

/// <summary>The constants of a network: struct MeshConstants, and a row of contracts/constants.json, which this assembly carries.</summary>
/// <param name="StakeMin">The least stake of an active node.</param>
/// <param name="ActivationDelay">Blocks from which on stake counts.</param>
/// <param name="BaseBond">The bond of a batch when nothing failed lately.</param>
/// <param name="ForcedFee">The fee of a queue item.</param>
/// <param name="ClaimDelay">Seconds from a claim's block until it binds, and the length of a turn.</param>
/// <param name="OpenTime">T_open in seconds. A batch expires at four times this.</param>
/// <param name="ForcedDeadline">Seconds after which a batch must consume a queue item.</param>
/// <param name="FreezeTime">Seconds after which an unsettled queue item lets the rollup be frozen.</param>
/// <param name="RefundMax">The most that settling is refunded.</param>
/// <param name="SettleGas">Gas that is refunded at the base fee.</param>
/// <param name="RampMax">How often the pot is added to itself between 2 T_open and expiry.</param>
public sealed record NetworkConstants(
    Wei StakeMin,
    uint ActivationDelay,
    Wei BaseBond,
    Wei ForcedFee,
    uint ClaimDelay,
    uint OpenTime,
    uint ForcedDeadline,
    uint FreezeTime,
    Wei RefundMax,
    uint SettleGas,
    byte RampMax)
{
    private const string Resource = "constants";

    /// <summary>Seconds from commit, or the parent's settlement, to expiry.</summary>
    public ulong ExpiryTime => 4UL * OpenTime;

    /// <summary>The rows of the table by name: local and public.</summary>
    public static IReadOnlyDictionary<string, NetworkConstants> Table { get; } = ReadTable();

    /// <summary>As an argument of the rollup's constructor.</summary>
    public AbiValue ToAbi() => AbiValue.Of(
        AbiValue.Of(StakeMin),
        AbiValue.Of((ulong)ActivationDelay),
        AbiValue.Of(BaseBond),
        AbiValue.Of(ForcedFee),
        AbiValue.Of((ulong)ClaimDelay),
        AbiValue.Of((ulong)OpenTime),
        AbiValue.Of((ulong)ForcedDeadline),
        AbiValue.Of((ulong)FreezeTime),
        AbiValue.Of(RefundMax),
        AbiValue.Of((ulong)SettleGas),
        AbiValue.Of((ulong)RampMax));

    internal static NetworkConstants Read(AbiFields fields) => new(
        fields.Wei("stakeMin"),
        fields.Number32("activationDelay"),
        fields.Wei("baseBond"),
        fields.Wei("forcedFee"),
        fields.Number32("claimDelay"),
        fields.Number32("openTime"),
        fields.Number32("forcedDeadline"),
        fields.Number32("freezeTime"),
        fields.Wei("refundMax"),
        fields.Number32("settleGas"),
        (byte)fields.Number32("rampMax"));

    private static Dictionary<string, NetworkConstants> ReadTable()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("constants.json is not embedded");
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("networks").EnumerateObject().ToDictionary(static row => row.Name, static row => ReadRow(row.Value), StringComparer.Ordinal);
    }

    private static NetworkConstants ReadRow(JsonElement row)
    {
        return new NetworkConstants(
            Amount("stakeMin"), Number("activationDelay"), Amount("baseBond"), Amount("forcedFee"), Number("claimDelay"), Number("openTime"),
            Number("forcedDeadline"), Number("freezeTime"), Amount("refundMax"), Number("settleGas"), (byte)Number("rampMax"));

        uint Number(string name) => row.GetProperty(name).GetUInt32();

        Wei Amount(string name) => new(UInt128.Parse(row.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }
}
