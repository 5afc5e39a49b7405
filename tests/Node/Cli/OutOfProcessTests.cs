using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Cli;

/// <summary>What only a process of its own can show: exit statuses, real streams, signals.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class OutOfProcessTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private static readonly Dictionary<string, string> NoVariables = [];

    [LinuxFact]
    public async Task Version_FromTheBuiltBinary_TellsACommit()
    {
        RunResult run = await OutOfProcess.RunAsync(NoVariables, "version", "--json");

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Error.ShouldBeEmpty();
        run.Json().GetProperty("commit").GetString()!.ShouldMatch("^([0-9a-f]{40}|unknown)$");
    }

    [LinuxFact]
    public async Task UnknownVerb_EndsWithStatus2()
    {
        RunResult run = await OutOfProcess.RunAsync(NoVariables, "docter");

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("did you mean 'doctor'?");
    }

    [LinuxFact]
    public async Task UnknownVariable_EndsConfigCheckWithStatus3()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["P2PPROVER_LOG__LEVLE"] = "debug" };

        RunResult run = await OutOfProcess.RunAsync(variables, "config", "check");

        run.ExitCode.ShouldBe(3);
        run.Output.ShouldContain("PP-CFG-005  unknown environment variable 'P2PPROVER_LOG__LEVLE'; did you mean 'P2PPROVER_LOG__LEVEL'?");
    }

    [LinuxFact]
    public async Task FullDisk_BehindStdout_EndsWithStatus1()
    {
        RunResult run = await OutOfProcess.RunScriptAsync("sh", "\"$0\" version > /dev/full");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("PP-CLI-009");
    }

    [LinuxFact]
    public async Task OpenClProbe_AsDoctorRunsIt_AnswersWithFacts()
    {
        RunResult run = await OutOfProcess.RunAsync(NoVariables, "opencl-probe", "--json");

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Json().GetProperty("state").GetString().ShouldBeOneOf("noLoader", "noDevice", "found", "failed");
    }

    [LinuxFact]
    public async Task CtrlC_WhileDoctorWaits_EndsWithStatus130AndKillsTheChild()
    {
        await ExpectInterrupted(Interrupt);
    }

    [LinuxFact]
    public async Task Sigterm_WhileDoctorWaits_EndsWithStatus130AndKillsTheChild()
    {
        await ExpectInterrupted(Terminate);
    }

    private static async Task ExpectInterrupted(int signal)
    {
        // A 'node' that never answers, and tells its process id first.
        using TemporaryDirectory directory = new();
        string told = Path.Combine(directory.Path, "pid");
        string program = directory.Write("node", $"#!/bin/sh\necho $$ > '{told}.new'\nmv '{told}.new' '{told}'\nexec sleep 600\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(directory.Path, "pid");
        watcher.Renamed += (_, _) => started.TrySetResult();
        watcher.EnableRaisingEvents = true;
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["PATH"] = $"{directory.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["P2PPROVER_DOCTOR__PROGRAM_TIMEOUT_MS"] = "60000",
        };

        using Process process = OutOfProcess.StartInForeground(variables, "doctor");
        Task<string> error = process.StandardError.ReadToEndAsync();
        await started.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        int child = int.Parse(await File.ReadAllTextAsync(told), System.Globalization.CultureInfo.InvariantCulture);
        Kill(process.Id, signal).ShouldBe(0);
        await OutOfProcess.WaitAsync(process, "the interrupted doctor to end");

        process.ExitCode.ShouldBe(130);
        (await error).ShouldContain("error[PP-CLI-008]");
        IsRunning(child).ShouldBeFalse();
    }

    private static bool IsRunning(int processId)
    {
        // A killed child that nobody has collected yet is a zombie, state Z, and runs no more.
        string path = $"/proc/{processId}/stat";
        return File.Exists(path) && !File.ReadAllText(path).Contains(") Z ", StringComparison.Ordinal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
