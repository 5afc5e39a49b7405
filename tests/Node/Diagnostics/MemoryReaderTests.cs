using P2PProver.Node.Diagnostics;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Diagnostics;

public sealed class MemoryReaderTests : IDisposable
{
    private const string MemInfo = "MemTotal:       16777216 kB\nMemFree:         1000000 kB\nMemAvailable:    8388608 kB\n";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _directory.Dispose();
    }

    [Fact]
    public void Machine_WithoutAGroup_IsAsMeminfoSays()
    {
        _directory.Write("proc/meminfo", MemInfo);

        Read().ShouldBe(new MemoryFacts(16 * Size.GiB, 8 * Size.GiB, IsLimited: false));
    }

    [Fact]
    public void Group_OfVersion2_BoundsTotalAndAvailable()
    {
        WriteGroup("0::/a/b\n");
        _directory.Write("cgroup/a/b/memory.max", "4294967296\n");
        _directory.Write("cgroup/a/b/memory.current", "3221225472\n");
        _directory.Write("cgroup/a/b/memory.stat", "anon 1\ninactive_file 1073741824\n");

        Read().ShouldBe(new MemoryFacts(4 * Size.GiB, 2 * Size.GiB, IsLimited: true));
    }

    [Fact]
    public void Group_AboveOurs_BoundsToo()
    {
        WriteGroup("0::/a/b\n");
        _directory.Write("cgroup/a/b/memory.max", "max\n");
        _directory.Write("cgroup/a/memory.max", "2147483648\n");
        _directory.Write("cgroup/a/memory.current", "0\n");

        Read().ShouldBe(new MemoryFacts(2 * Size.GiB, 2 * Size.GiB, IsLimited: true));
    }

    [Fact]
    public void Group_InANamespace_IsReadAtTheRoot()
    {
        WriteGroup("0::/\n");
        _directory.Write("cgroup/memory.max", "2147483648\n");

        Read().ShouldBe(new MemoryFacts(2 * Size.GiB, 2 * Size.GiB, IsLimited: true));
    }

    [Fact]
    public void Group_OfVersion1_BoundsTotalAndAvailable()
    {
        WriteGroup("11:cpu:/x\n9:memory,hugetlb:/docker/abc\n");
        _directory.Write("cgroup/memory/docker/abc/memory.limit_in_bytes", "4294967296\n");
        _directory.Write("cgroup/memory/docker/abc/memory.usage_in_bytes", "1073741824\n");
        _directory.Write("cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        Read().ShouldBe(new MemoryFacts(4 * Size.GiB, 3 * Size.GiB, IsLimited: true));
    }

    [Fact]
    public void Group_UsingMoreThanItsLimit_HasNothingFree()
    {
        WriteGroup("0::/\n");
        _directory.Write("cgroup/memory.max", "1073741824\n");
        _directory.Write("cgroup/memory.current", "2147483648\n");

        Read().ShouldBe(new MemoryFacts(Size.GiB, 0, IsLimited: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MemTotal: lots kB\nMemAvailable: 5 kB\n")]
    [InlineData("MemTotal:")]
    public void Meminfo_ThatCannotBeRead_IsUnknown(string text)
    {
        _directory.Write("proc/meminfo", text);

        Read().ShouldBeNull();
    }

    private void WriteGroup(string text)
    {
        _directory.Write("proc/meminfo", MemInfo);
        _directory.Write("proc/self/cgroup", text);
    }

    private MemoryFacts? Read()
    {
        return new MemoryReader(Path.Combine(_directory.Path, "proc"), Path.Combine(_directory.Path, "cgroup")).Read();
    }
}
