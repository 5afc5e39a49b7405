using P2PProver.Fields;
using P2PProver.Node.Diagnostics;

namespace P2PProver.Node.Tests.Support;

/// <summary>A machine on which every check of <c>doctor</c> is content; a test changes the fact that it is about.</summary>
internal sealed class FakeHost : IHost
{
    public PlatformFacts Platform { get; set; } = new("linux", "x64", "Debian GNU/Linux 12", ".NET 10.0.0");

    public ProcessorFacts Processor { get; set; } =
        new("Test Processor", 8, ["AVX2", "AVX-512F"], KernelFacts.Of(InstructionSet.Avx512, lanes: 16));

    public MemoryFacts? Memory { get; set; } = new(16 * Size.GiB, 12 * Size.GiB, IsLimited: false);

    public double? Load { get; set; } = 0.5;

    public long? OpenFilesLimit { get; set; } = 1_048_576;

    public Func<string, DirectoryFacts> Directory { get; set; } = path => new(
        path,
        Exists: true,
        IsDirectory: true,
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        path,
        IsWritable: true,
        100 * Size.GiB);

    public ClockFacts Clock { get; set; } = new(ClockSync.Synchronised, ErrorMaxMs: 12);

    public CryptoLibraryFacts? OpenSsl { get; set; } = new("libcrypto.so.3", 3, "OpenSSL 3.0.19");

    public OpenClFacts OpenCl { get; set; } =
        new(OpenClState.Found, [new OpenClDevice("Test Device", "OpenCL 3.0", 40, 8 * Size.GiB)], Problem: null);

    public Func<CancellationToken, Task<ProgramOutput>> Program { get; set; } =
        _ => Task.FromResult(new ProgramOutput(ProgramOutcome.Exited, 0, "v22.1.0"));

    public MemoryFacts? ReadMemory()
    {
        return Memory;
    }

    public double? ReadLoad()
    {
        return Load;
    }

    public long? ReadOpenFilesLimit()
    {
        return OpenFilesLimit;
    }

    public DirectoryFacts ReadDirectory(string path)
    {
        return Directory(path);
    }

    public ClockFacts ReadClock()
    {
        return Clock;
    }

    public CryptoLibraryFacts? FindOpenSsl()
    {
        return OpenSsl;
    }

    public Task<OpenClFacts> ReadOpenClAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        return Task.FromResult(OpenCl);
    }

    public Task<ProgramOutput> RunProgramAsync(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan deadline,
        CancellationToken cancellation)
    {
        return Program(cancellation);
    }
}
