using P2PProver.Fields;
using P2PProver.Node.Diagnostics;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Diagnostics;

/// <summary>The real machine: facts that hold on every Linux, whatever it is.</summary>
public sealed class HostTests
{
    private readonly Host _host = new(TimeProvider.System);

    [LinuxFact]
    public void Facts_OfThisMachine_ArePlausible()
    {
        _host.Platform.OperatingSystem.ShouldBe("linux");
        _host.Processor.Cores.ShouldBe(Environment.ProcessorCount);
        MemoryFacts memory = _host.ReadMemory().ShouldNotBeNull();
        memory.TotalBytes.ShouldBeGreaterThan(memory.AvailableBytes);
        memory.AvailableBytes.ShouldBeGreaterThan(0);
        _host.ReadLoad().ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(0);
        _host.ReadOpenFilesLimit().ShouldNotBeNull().ShouldBeGreaterThan(0);
        _host.FindOpenSsl().ShouldNotBeNull().Description.ShouldStartWith("OpenSSL");
        ClockFacts clock = _host.ReadClock();
        (clock.ErrorMaxMs is null).ShouldBe(clock.Sync == ClockSync.Unknown);
    }

    [Fact]
    public void Kernels_AreThoseThatTheFieldLibraryChooses()
    {
        _host.Processor.Kernels.ShouldBe(KernelFacts.Of(SimdLevel.Current, SimdLevel.Lanes));
    }

    [LinuxFact]
    public void Directory_ThatDoesNotExist_IsMeasuredAtItsParent()
    {
        using TemporaryDirectory directory = new();

        DirectoryFacts facts = _host.ReadDirectory(Path.Combine(directory.Path, "a", "b"));

        facts.Exists.ShouldBeFalse();
        facts.Mode.ShouldBeNull();
        facts.NearestExisting.ShouldBe(directory.Path);
        facts.IsWritable.ShouldBeTrue();
        facts.FreeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [LinuxFact]
    public void Directory_ThatExists_HasItsMode()
    {
        using TemporaryDirectory directory = new();

        DirectoryFacts facts = _host.ReadDirectory(directory.Path);

        facts.IsDirectory.ShouldBeTrue();
        facts.Mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [LinuxFact]
    public void File_InTheDirectorysPlace_IsNoDirectory()
    {
        using TemporaryDirectory directory = new();

        DirectoryFacts facts = _host.ReadDirectory(directory.Write("file", "x"));

        facts.Exists.ShouldBeTrue();
        facts.IsDirectory.ShouldBeFalse();
    }

    [Fact]
    public void OpenClProbe_WhateverIsInstalled_Answers()
    {
        OpenClFacts facts = OpenClProbe.Read();

        (facts.Devices.Count > 0).ShouldBe(facts.State == OpenClState.Found);
        (facts.Problem is not null).ShouldBe(facts.State == OpenClState.Failed);
    }
}
