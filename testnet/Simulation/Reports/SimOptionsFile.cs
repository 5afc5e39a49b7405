using System.Text.Json;
using System.Text.Json.Serialization;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Reports;

/// <summary>Options and reports of simulations as JSON.</summary>
public static class SimOptionsFile
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes options.</summary>
    public static string Write(SimOptions options) => JsonSerializer.Serialize(options, Style) + "\n";

    /// <summary>Writes a report.</summary>
    public static string WriteAny<T>(T report) => JsonSerializer.Serialize(report, Style) + "\n";

    /// <summary>Reads options; null when the text does not hold any.</summary>
    public static SimOptions? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SimOptions>(text, Style);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
