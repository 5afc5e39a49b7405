namespace P2PProver.Node.Configuration;

/// <summary>The keys of this version. A key is declared here and nowhere else: template, help, errors and binding follow from it.</summary>
public static class KnownSettings
{
    /// <summary>The configuration file's name inside the data directory.</summary>
    public const string FileName = "config.json";

    /// <summary>The node's own directory.</summary>
    public static readonly PathSetting DataDir = new(
        "dataDir",
        "$XDG_DATA_HOME/p2pprover, or ~/.p2pprover where XDG_DATA_HOME is not set",
        DefaultDataDir,
        "The directory that holds everything this node owns. Its own config.json cannot set this key.")
    {
        Flag = "--data-dir",
    };

    /// <summary>The least important log lines that are still written.</summary>
    public static readonly ChoiceSetting<LogLevelName> LogLevel = new(
        "log.level",
        LogLevelName.Info,
        "The least important log lines that are still written to stderr. --verbose means debug, --quiet means error.")
    {
        Flag = "--verbose, --quiet",
    };

    /// <summary>The shape of log lines.</summary>
    public static readonly ChoiceSetting<LogFormat> LogFormat = new(
        "log.format",
        Configuration.LogFormat.Text,
        "How log lines are written to stderr: text for people, or one JSON object a line. --json means json.")
    {
        Flag = "--json",
    };

    /// <summary>Whether output is coloured.</summary>
    public static readonly ChoiceSetting<ColorMode> OutputColor = new(
        "output.color",
        ColorMode.Auto,
        "Whether output is coloured. auto colours a terminal, unless NO_COLOR is set or TERM is dumb.")
    {
        Flag = "--no-color",
    };

    /// <summary>Processor cores for proving.</summary>
    public static readonly WholeNumberSetting ProverThreads = new(
        "prover.threads",
        defaultValue: 0,
        min: 0,
        max: 1024,
        "How many processor cores the prover may use at once. 0 means all that this process may use.")
    {
        Unit = "cores",
        ZeroMeans = "all",
    };

    /// <summary>Memory for proving.</summary>
    public static readonly WholeNumberSetting ProverMemoryMaxMiB = new(
        "prover.memoryMaxMiB",
        defaultValue: 0,
        min: 0,
        max: 16 * 1024 * 1024,
        "How much memory the prover may use. 0 means three quarters of what this process may use.")
    {
        Unit = "MiB",
        ZeroMeans = "three quarters",
    };

    /// <summary>Threshold of the disk check.</summary>
    public static readonly WholeNumberSetting DoctorDiskFreeMinGiB = new(
        "doctor.diskFreeMinGiB",
        defaultValue: 10,
        min: 0,
        max: 1024 * 1024,
        "Free space at the data directory below which 'doctor' warns; below a tenth of it, it fails.")
    {
        Unit = "GiB",
    };

    /// <summary>Threshold of the memory check.</summary>
    public static readonly WholeNumberSetting DoctorMemoryMinMiB = new(
        "doctor.memoryMinMiB",
        defaultValue: 2048,
        min: 0,
        max: 16 * 1024 * 1024,
        "Memory for this process, in all or free, below which 'doctor' warns.")
    {
        Unit = "MiB",
    };

    /// <summary>Threshold of the open-files check.</summary>
    public static readonly WholeNumberSetting DoctorOpenFilesMin = new(
        "doctor.openFilesMin",
        defaultValue: 4096,
        min: 0,
        max: 1024 * 1024,
        "Limit of open files below which 'doctor' warns. Every peer and every stored proof in use takes one.")
    {
        Unit = "files",
    };

    /// <summary>Deadline of the programs that <c>doctor</c> runs.</summary>
    public static readonly WholeNumberSetting DoctorProgramTimeoutMs = new(
        "doctor.programTimeoutMs",
        defaultValue: 5000,
        min: 100,
        max: 60_000,
        "How long 'doctor' waits for a program that it asks for its version before it ends it.")
    {
        Unit = "ms",
    };

    /// <summary>Every key, in the order in which they are shown.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        DataDir,
        LogLevel,
        LogFormat,
        OutputColor,
        ProverThreads,
        ProverMemoryMaxMiB,
        DoctorDiskFreeMinGiB,
        DoctorMemoryMinMiB,
        DoctorOpenFilesMin,
        DoctorProgramTimeoutMs,
    ];

    private static string DefaultDataDir(ProcessEnvironment environment)
    {
        // The XDG base directory specification asks to ignore a relative path in its variables.
        string? dataHome = environment.Variable("XDG_DATA_HOME");
        return dataHome is not null && Path.IsPathRooted(dataHome) ? Path.Combine(dataHome, "p2pprover") : "~/.p2pprover";
    }
}
