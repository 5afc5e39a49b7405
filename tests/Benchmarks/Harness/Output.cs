using System.Globalization;
using System.Text.Json;

namespace P2PProver.Benchmarks;

/// <summary>The only place that writes: results to stdout, as a table or as JSON, and everything else to stderr.</summary>
public static class Output
{
#pragma warning disable RS0030 // This type is the shell of the program.
    private static readonly TextWriter Results = Console.Out;
    private static readonly TextWriter Messages = Console.Error;
#pragma warning restore RS0030

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A line about what is going on.</summary>
    public static void Progress(string message)
    {
        Messages.WriteLine(message);
    }

    /// <summary>The machine and the measurements.</summary>
    public static void Write(HostMachine machine, IReadOnlyList<Measurement> measurements, bool json)
    {
        if (json)
        {
            Results.WriteLine(JsonSerializer.Serialize(new { machine, measurements }, JsonOptions));
            return;
        }

        Results.WriteLine($"{machine.Processor}; {machine.Cores} cores; {machine.InstructionSet}; {machine.Runtime}; commit {machine.Commit}");
        Results.WriteLine($"{"benchmark",-18} {"parameters",-42} {"median",9} {"min",9} {"max",9} {"cpu min",9}   {"rate",-28} {"per core",-12} {"allocated",9}  load");
        foreach (Measurement m in measurements)
        {
            Results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{m.Name,-18} {m.Parameters,-42} {Times(m)}   {Rates(m)} {m.AllocatedBytes,9}  {m.LoadAverage}"));
            foreach ((string name, double value) in m.Details)
            {
                Results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {name,-28} {value,12:F1}"));
            }
        }
    }

    private static string Times(Measurement m)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{m.MedianMs,9:F2} {m.MinMs,9:F2} {m.MaxMs,9:F2} {m.CpuMinMs,9:F2}");
    }

    private static string Rates(Measurement m)
    {
        return $"{Scaled(m.UnitsPerSecond) + m.Unit + "/s",-28} {Scaled(m.UnitsPerCpuSecond) + "/s",-12}";
    }

    private static string Scaled(double perSecond)
    {
        (double scale, string prefix) = perSecond switch
        {
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e3 => (1e3, "k"),
            _ => (1, string.Empty),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{perSecond / scale:F2} {prefix}");
    }
}
