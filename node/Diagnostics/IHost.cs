namespace P2PProver.Node.Diagnostics;

/// <summary>What can be asked about the machine. Nothing here throws for a fact that is merely not to be had: it is null instead.</summary>
public interface IHost
{
    /// <summary>Operating system, architecture and runtime.</summary>
    PlatformFacts Platform { get; }

    /// <summary>The processor, and the kernels chosen for it.</summary>
    ProcessorFacts Processor { get; }

    /// <summary>Memory that this process may use, bounded by its control group.</summary>
    MemoryFacts? ReadMemory();

    /// <summary>The average number of runnable threads over the last minute.</summary>
    double? ReadLoad();

    /// <summary>How many files this process may have open.</summary>
    long? ReadOpenFilesLimit();

    /// <summary>A directory, which need not exist, and the file system that it lies on or would lie on.</summary>
    DirectoryFacts ReadDirectory(string path);

    /// <summary>What the kernel says about its clock.</summary>
    ClockFacts ReadClock();

    /// <summary>The newest libcrypto of OpenSSL that can be loaded.</summary>
    CryptoLibraryFacts? FindOpenSsl();

    /// <summary>The OpenCL devices, found by a process of its own: a broken driver can end or hang the one that asks.</summary>
    Task<OpenClFacts> ReadOpenClAsync(TimeSpan deadline, CancellationToken cancellation);

    /// <summary>Runs a program to its end, at the latest to the deadline, and returns the beginning of its output.</summary>
    Task<ProgramOutput> RunProgramAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan deadline,
        CancellationToken cancellation);
}
