using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace P2PProver.Node.Diagnostics;

/// <summary>The machine that this process runs on.</summary>
public sealed class Host : IHost
{
    private const string ProcPath = "/proc";
    private const string CgroupPath = "/sys/fs/cgroup";

    private readonly ProgramRunner _runner;

    /// <summary>Measures deadlines on <paramref name="time"/>.</summary>
    public Host(TimeProvider time)
    {
        _runner = new ProgramRunner(time);
    }

    /// <inheritdoc/>
    public PlatformFacts Platform { get; } = new(
        NameOfSystem(),
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    /// <inheritdoc/>
    public ProcessorFacts Processor { get; } = ProcessorReader.Read(ProcPath);

    /// <inheritdoc/>
    public MemoryFacts? ReadMemory()
    {
        return new MemoryReader(ProcPath, CgroupPath).Read();
    }

    /// <inheritdoc/>
    public double? ReadLoad()
    {
        string? first = ReadFirstLine("loadavg", _ => true)?.Split(' ')[0];
        return double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out double load) ? load : null;
    }

    /// <inheritdoc/>
    public long? ReadOpenFilesLimit()
    {
        const string Name = "Max open files";
        string? line = ReadFirstLine("self/limits", line => line.StartsWith(Name, StringComparison.Ordinal));
        string? soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return soft switch
        {
            null => null,
            "unlimited" => long.MaxValue,
            _ => long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null,
        };
    }

    /// <inheritdoc/>
    public DirectoryFacts ReadDirectory(string path)
    {
        return DirectoryReader.Read(path);
    }

    /// <inheritdoc/>
    public ClockFacts ReadClock()
    {
        return ClockReader.Read();
    }

    /// <inheritdoc/>
    public CryptoLibraryFacts? FindOpenSsl()
    {
        return OpenSslProbe.Find();
    }

    /// <inheritdoc/>
    public async Task<OpenClFacts> ReadOpenClAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        ProgramOutput output = await RunSelfAsync([OpenClProbe.VerbName, "--json"], deadline, cancellation);
        if (output is not { Outcome: ProgramOutcome.Exited, ExitCode: 0 })
        {
            return OpenClFacts.Failed(output.Outcome switch
            {
                ProgramOutcome.TimedOut => "a driver did not answer in time",
                ProgramOutcome.NotFound => "the search could not be started",
                _ => string.Create(CultureInfo.InvariantCulture, $"a driver ended the process that asked it, exit code {output.ExitCode}"),
            });
        }

        try
        {
            return JsonSerializer.Deserialize<OpenClFacts>(output.Text, JsonStyle.Indented)
                ?? OpenClFacts.Failed("the search found nothing to say");
        }
        catch (JsonException exception)
        {
            return OpenClFacts.Failed($"the search's answer could not be read: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public Task<ProgramOutput> RunProgramAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan deadline,
        CancellationToken cancellation)
    {
        return _runner.RunAsync(program, arguments, deadline, cancellation);
    }

    /// <summary>Runs this program again, whether it was started by its own executable or by <c>dotnet p2pprover.dll</c>.</summary>
    private Task<ProgramOutput> RunSelfAsync(string[] arguments, TimeSpan deadline, CancellationToken cancellation)
    {
        string self = Environment.ProcessPath ?? "p2pprover";
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(self), "dotnet", StringComparison.OrdinalIgnoreCase);
        string[] words = isHost ? [Assembly.GetExecutingAssembly().Location, .. arguments] : arguments;
        return _runner.RunAsync(self, words, deadline, cancellation);
    }

    private static string? ReadFirstLine(string procFile, Func<string, bool> isWanted)
    {
        try
        {
            string path = Path.Combine(ProcPath, procFile);
            return File.Exists(path) ? File.ReadLines(path).FirstOrDefault(isWanted) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string NameOfSystem()
    {
        return OperatingSystem.IsLinux() ? "linux"
            : OperatingSystem.IsMacOS() ? "osx"
            : OperatingSystem.IsWindows() ? "windows"
            : "unknown";
    }
}
