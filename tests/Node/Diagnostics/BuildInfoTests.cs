using P2PProver.Node.Diagnostics;

namespace P2PProver.Node.Tests.Diagnostics;

public sealed class BuildInfoTests
{
    [Theory]
    [InlineData("0.1.0+0123456789abcdef", "0.1.0", "0123456789abcdef", "p2pprover 0.1.0 (0123456789)")]
    [InlineData("0.1.0", "0.1.0", "unknown", "p2pprover 0.1.0 (unknown)")]
    [InlineData("0.1.0-rc.1+", "0.1.0-rc.1", "unknown", "p2pprover 0.1.0-rc.1 (unknown)")]
    public void InformationalVersion_IsSplit(string full, string version, string commit, string summary)
    {
        BuildInfo build = BuildInfo.Parse(full, "Release");

        build.ShouldBe(new BuildInfo(version, commit, "Release"));
        build.Summary.ShouldBe(summary);
    }
}
