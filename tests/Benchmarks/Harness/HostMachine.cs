using System.Reflection;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Benchmarks;

/// <summary>Where and of what a measurement was made; a figure without it cannot be compared.</summary>
/// <param name="Processor">Model name, family and model number as the system gives them.</param>
/// <param name="Cores">Logical processors that the process may use.</param>
/// <param name="InstructionSet">The best one in use.</param>
/// <param name="Runtime">.NET version and operating system.</param>
/// <param name="Commit">Revision of the build, if it was built from a checkout.</param>
public sealed record HostMachine(string Processor, int Cores, string InstructionSet, string Runtime, string Commit)
{
    private const string Unknown = "unknown";

    /// <summary>This machine and this build.</summary>
    public static HostMachine Current()
    {
        return new(
            $"{CpuInfo("model name")}, family {CpuInfo("cpu family")} model {CpuInfo("model")}",
            Environment.ProcessorCount,
            SimdLevel.Current.ToString(),
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}",
            Revision());
    }

    /// <summary>The load averages over one, five and fifteen minutes, as the system writes them.</summary>
    public static string LoadAverage()
    {
        return File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : Unknown;
    }

    private static string CpuInfo(string key)
    {
        if (!File.Exists("/proc/cpuinfo"))
        {
            return Unknown;
        }

        foreach (string line in File.ReadLines("/proc/cpuinfo"))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && string.Equals(parts[0], key, StringComparison.Ordinal))
            {
                return parts[1];
            }
        }

        return Unknown;
    }

    private static string Revision()
    {
        string? version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        int plus = version?.IndexOf('+', StringComparison.Ordinal) ?? -1;
        return plus < 0 ? Unknown : version![(plus + 1)..];
    }
}
