using System.Text.Json;
using P2PProver.Fields;
using P2PProver.Node.Diagnostics;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Diagnostics;

public sealed class DoctorTests
{
    private readonly InProcess _cli = new();

    [Fact]
    public async Task HealthyMachine_HasNothingButOk()
    {
        RunResult run = await _cli.GoAsync(["doctor"]);

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        run.Output.ShouldEndWith("\n13 checks: 13 ok, 0 info, 0 warn, 0 fail\n");
        run.Output.ShouldNotContain("->");
    }

    [Fact]
    public async Task EveryCheck_HasAUniqueIdAndTitle()
    {
        Doctor.AllChecks.Select(check => check.Id).ShouldBeUnique(StringComparer.Ordinal);
        Doctor.AllChecks.Select(check => check.Title).ShouldBeUnique(StringComparer.Ordinal);
        RunResult run = await _cli.GoAsync(["doctor", "--json"]);
        run.Json().GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("id").GetString())
            .ShouldBe(Doctor.AllChecks.Select(check => check.Id));
    }

    [Theory]
    [InlineData("windows", "x64")]
    [InlineData("linux", "arm64")]
    public async Task Platform_OtherThanLinuxX64_Warns(string system, string architecture)
    {
        _cli.Host.Platform = new PlatformFacts(system, architecture, "Some System", ".NET 10.0.0");

        await ExpectAsync("platform", CheckStatus.Warn, $"{system}-{architecture}");
    }

    [Theory]
    [InlineData("8", CheckStatus.Ok, "proving on 8")]
    [InlineData("9", CheckStatus.Warn, "proving on 9")]
    [InlineData("0", CheckStatus.Ok, "8 usable cores, proving on 8")]
    public async Task Processor_IsComparedWithTheThreadsConfigured(string threads, CheckStatus status, string found)
    {
        _cli.Variables["P2PPROVER_PROVER__THREADS"] = threads;

        await ExpectAsync("processor", status, found);
    }

    [Theory]
    [InlineData(InstructionSet.Avx512, CheckStatus.Ok, "field AVX-512 x16, hash AVX-512 x16")]
    [InlineData(InstructionSet.Avx2, CheckStatus.Ok, "field AVX2 x8")]
    [InlineData(InstructionSet.Scalar, CheckStatus.Warn, "field scalar, hash scalar")]
    public async Task Kernels_WithoutVectors_Warn(InstructionSet level, CheckStatus status, string found)
    {
        int lanes = level switch { InstructionSet.Avx512 => 16, InstructionSet.Avx2 => 8, _ => 1 };
        _cli.Host.Processor = _cli.Host.Processor with { Kernels = KernelFacts.Of(level, lanes) };

        await ExpectAsync("kernels", status, found);
    }

    [Theory]
    [InlineData(16384, 12288, "0", CheckStatus.Ok, "16.0 GiB, 12.0 GiB free; the prover may take 12.0 GiB")]
    [InlineData(1024, 900, "0", CheckStatus.Warn, "1.0 GiB, 900 MiB free")]
    [InlineData(16384, 500, "0", CheckStatus.Warn, "500 MiB free")]
    [InlineData(4096, 4000, "8192", CheckStatus.Fail, "the prover may take 8.0 GiB")]
    public async Task Memory_IsJudged(int totalMiB, int availableMiB, string configured, CheckStatus status, string found)
    {
        _cli.Host.Memory = new MemoryFacts(totalMiB * Size.MiB, availableMiB * Size.MiB, IsLimited: false);
        _cli.Variables["P2PPROVER_PROVER__MEMORY_MAX_MIB"] = configured;

        await ExpectAsync("memory", status, found);
    }

    [Fact]
    public async Task Memory_OfAControlGroup_SaysSo()
    {
        _cli.Host.Memory = _cli.Host.Memory! with { IsLimited = true };

        await ExpectAsync("memory", CheckStatus.Ok, "(limited by a control group)");
    }

    [Theory]
    [InlineData(8.0, CheckStatus.Ok)]
    [InlineData(8.1, CheckStatus.Warn)]
    public async Task Load_AboveTheCores_Warns(double load, CheckStatus status)
    {
        _cli.Host.Load = load;

        await ExpectAsync("load", status, "over the last minute, on 8 cores");
    }

    [Theory]
    [InlineData(4096, CheckStatus.Ok, "at most 4096")]
    [InlineData(4095, CheckStatus.Warn, "at most 4095")]
    [InlineData(long.MaxValue, CheckStatus.Ok, "no limit")]
    public async Task OpenFiles_BelowTheThreshold_Warn(long limit, CheckStatus status, string found)
    {
        _cli.Host.OpenFilesLimit = limit;

        await ExpectAsync("open-files", status, found);
    }

    [Theory]
    [InlineData(ClockSync.Synchronised, 12.0, CheckStatus.Ok, "synchronised, off by at most 12 ms")]
    [InlineData(ClockSync.Synchronised, 900.0, CheckStatus.Warn, "off by at most 900 ms")]
    [InlineData(ClockSync.Unsynchronised, 12.0, CheckStatus.Warn, "not synchronised")]
    [InlineData(ClockSync.Unknown, null, CheckStatus.Info, "does not tell")]
    public async Task Clock_IsJudgedByTheKernelsWord(ClockSync sync, double? errorMs, CheckStatus status, string found)
    {
        _cli.Host.Clock = new ClockFacts(sync, errorMs);

        await ExpectAsync("clock", status, found);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2100)]
    public async Task Clock_OfAnImpossibleYear_Fails(int year)
    {
        _cli.Time.Now = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

        await ExpectAsync("clock", CheckStatus.Fail, $"{year}-01-01 00:00:00 UTC, which cannot be");
    }

    [Fact]
    public async Task Clock_ThatRunsBackwards_Fails()
    {
        _cli.Time.TimestampStep = -1;

        await ExpectAsync("clock", CheckStatus.Fail, "runs backwards");
    }

    [Fact]
    public async Task Configuration_ThatIsWrong_FailsAndTheOtherChecksStillRun()
    {
        _cli.Variables["P2PPROVER_NOPE"] = "1";

        await ExpectAsync("configuration", CheckStatus.Fail, "one problem: unknown environment variable 'P2PPROVER_NOPE'");
        await ExpectAsync("platform", CheckStatus.Ok, "linux-x64", exitCode: 1);
    }

    [Theory]
    [InlineData(true, true, 0x1C0, true, CheckStatus.Ok, "closed to other users")]
    [InlineData(true, true, 0x1ED, true, CheckStatus.Warn, "open to other users (mode 0755)")]
    [InlineData(true, true, 0x1C0, false, CheckStatus.Fail, "/d may not be written to")]
    [InlineData(true, false, 0x1C0, true, CheckStatus.Fail, "/d is not a directory")]
    [InlineData(false, false, null, true, CheckStatus.Info, "does not exist yet and can be created")]
    [InlineData(false, false, null, false, CheckStatus.Fail, "/d does not exist, and / may not be written to")]
    public async Task DataDirectory_IsJudged(bool exists, bool isDirectory, int? mode, bool isWritable, CheckStatus status, string found)
    {
        _cli.Variables["P2PPROVER_DATA_DIR"] = "/d";
        _cli.Host.Directory = path => new DirectoryFacts(
            path, exists, isDirectory, (UnixFileMode?)mode, exists ? path : "/", isWritable, 100 * Size.GiB);

        await ExpectAsync("data-directory", status, found);
    }

    [Theory]
    [InlineData(10.0, CheckStatus.Ok, "10.0 GiB free")]
    [InlineData(9.9, CheckStatus.Warn, "9.9 GiB free")]
    [InlineData(0.9, CheckStatus.Fail, "921 MiB free")]
    [InlineData(null, CheckStatus.Info, "cannot be told")]
    public async Task Disk_IsComparedWithTheThreshold(double? freeGiB, CheckStatus status, string found)
    {
        long? free = freeGiB is double gib ? (long)(gib * Size.GiB) : null;
        Func<string, DirectoryFacts> usual = _cli.Host.Directory;
        _cli.Host.Directory = path => usual(path) with { FreeBytes = free };

        await ExpectAsync("disk", status, found);
    }

    [Theory]
    [InlineData(null, CheckStatus.Fail, "libcrypto.so.3 was not found")]
    [InlineData(1, CheckStatus.Fail, "is too old")]
    [InlineData(3, CheckStatus.Ok, "(libcrypto.so)")]
    [InlineData(4, CheckStatus.Warn, "newer than what was tested")]
    public async Task OpenSsl_IsJudgedByItsMajorVersion(int? major, CheckStatus status, string found)
    {
        _cli.Host.OpenSsl = major is int number ? new CryptoLibraryFacts("libcrypto.so", number, $"OpenSSL {number}") : null;

        await ExpectAsync("openssl", status, found);
    }

    [Theory]
    [InlineData(OpenClState.NoLoader, CheckStatus.Info, "no ICD loader")]
    [InlineData(OpenClState.NoDevice, CheckStatus.Info, "no device")]
    [InlineData(OpenClState.Found, CheckStatus.Ok, "Some GPU (OpenCL 3.0, 40 units, 8.0 GiB)")]
    [InlineData(OpenClState.Failed, CheckStatus.Warn, "the search failed: it crashed")]
    public async Task OpenCl_IsNeverAFailure(OpenClState state, CheckStatus status, string found)
    {
        OpenClDevice[] devices = state == OpenClState.Found ? [new OpenClDevice("Some GPU", "OpenCL 3.0", 40, 8 * Size.GiB)] : [];
        _cli.Host.OpenCl = new OpenClFacts(state, devices, state == OpenClState.Failed ? "it crashed" : null);

        await ExpectAsync("opencl", status, found);
    }

    [Theory]
    [InlineData(ProgramOutcome.Exited, 0, "v20.0.0", CheckStatus.Ok, "v20.0.0")]
    [InlineData(ProgramOutcome.Exited, 0, "v18.19.0", CheckStatus.Warn, "v18.19.0 is too old")]
    [InlineData(ProgramOutcome.Exited, 0, "hello", CheckStatus.Warn, "gave no version")]
    [InlineData(ProgramOutcome.Exited, 0, "v99999999999.0", CheckStatus.Warn, "gave no version")]
    [InlineData(ProgramOutcome.Exited, 1, "v20.0.0", CheckStatus.Warn, "gave no version")]
    [InlineData(ProgramOutcome.NotFound, 0, "", CheckStatus.Info, "not installed")]
    [InlineData(ProgramOutcome.TimedOut, 0, "", CheckStatus.Warn, "did not answer in time")]
    public async Task NodeJs_IsJudgedByItsAnswer(ProgramOutcome outcome, int exitCode, string text, CheckStatus status, string found)
    {
        _cli.Host.Program = _ => Task.FromResult(new ProgramOutput(outcome, exitCode, text));

        await ExpectAsync("nodejs", status, found);
    }

    [Fact]
    public async Task UnknownFacts_AreInfo()
    {
        _cli.Host.Memory = null;
        _cli.Host.Load = null;
        _cli.Host.OpenFilesLimit = null;

        await ExpectAsync("memory", CheckStatus.Info, "does not tell");
        await ExpectAsync("load", CheckStatus.Info, "does not tell");
        await ExpectAsync("open-files", CheckStatus.Info, "does not tell");
    }

    [Fact]
    public async Task CheckThatBreaks_FailsAlone()
    {
        _cli.Host.Program = _ => throw new IOException("the pipe burst");

        await ExpectAsync("nodejs", CheckStatus.Fail, "the check itself broke: the pipe burst");
        await ExpectAsync("opencl", CheckStatus.Ok, "Test Device", exitCode: 1);
    }

    [Fact]
    public async Task Interruption_DuringACheck_EndsDoctor()
    {
        using CancellationTokenSource source = new();
        _cli.Host.Program = async cancellation =>
        {
            await source.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return new ProgramOutput(ProgramOutcome.Exited, 0, "");
        };

        RunResult run = await _cli.GoAsync(["doctor"], source.Token);

        run.ExitCode.ShouldBe(130);
        run.Output.ShouldBeEmpty();
    }

    /// <summary>Runs doctor for people and for scripts, and compares one check with what is expected of it in both.</summary>
    private async Task ExpectAsync(string id, CheckStatus status, string found, int? exitCode = null)
    {
        RunResult plain = await _cli.GoAsync(["doctor"]);
        RunResult run = await _cli.GoAsync(["doctor", "--json"]);

        int expectedExit = exitCode ?? (status == CheckStatus.Fail ? 1 : 0);
        run.ExitCode.ShouldBe(expectedExit, run.ToString());
        plain.ExitCode.ShouldBe(expectedExit);
        JsonElement report = run.Json();
        report.GetProperty("isOk").GetBoolean().ShouldBe(expectedExit == 0);
        JsonElement check = report.GetProperty("checks").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == id);
        check.GetProperty("status").GetString().ShouldBe(status.ToString().ToLowerInvariant(), run.ToString());
        check.GetProperty("found").GetString()!.ShouldContain(found);
        string? nextStep = check.GetProperty("nextStep").GetString();
        if (status is CheckStatus.Warn or CheckStatus.Fail)
        {
            nextStep.ShouldNotBeNullOrEmpty();
            nextStep.ShouldEndWith(".");
            plain.Output.ShouldContain("-> " + nextStep.Split(' ')[0]);
        }

        string title = check.GetProperty("title").GetString()!;
        string head = $"  {status.ToString().ToLowerInvariant(),-6}{title}  ";
        plain.Output.Split('\n').Count(line => line.StartsWith(head, StringComparison.Ordinal)).ShouldBe(1, plain.Output);
    }
}
