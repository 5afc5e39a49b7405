using System.Globalization;

namespace P2PProver.Node.Diagnostics;

/// <summary>
/// Reads memory as Linux tells it: /proc/meminfo, bounded by the control groups (versions 1 and 2) that the process is in.
/// </summary>
/// <remarks>
/// The runtime's own figure is not used: inside a limit it reports the heap's share, three quarters, instead of the limit.
/// </remarks>
public sealed class MemoryReader
{
    private const int DepthMax = 32;

    private readonly string _procPath;
    private readonly string _cgroupPath;

    /// <summary>Reads below the given mount points, normally <c>/proc</c> and <c>/sys/fs/cgroup</c>.</summary>
    public MemoryReader(string procPath, string cgroupPath)
    {
        _procPath = procPath;
        _cgroupPath = cgroupPath;
    }

    /// <summary>The memory of this process; null where the system is not Linux or hides it.</summary>
    public MemoryFacts? Read()
    {
        string[] machine = ReadLines(Path.Combine(_procPath, "meminfo"));
        if (FieldOf(machine, "MemTotal:") is not long totalKiB || FieldOf(machine, "MemAvailable:") is not long availableKiB)
        {
            return null;
        }

        MemoryFacts memory = new(totalKiB * 1024, availableKiB * 1024, IsLimited: false);
        foreach (string line in ReadLines(Path.Combine(_procPath, "self", "cgroup")))
        {
            memory = BoundByGroup(memory, line);
        }

        return memory;
    }

    /// <summary>Applies one line of /proc/self/cgroup, <c>hierarchy:controllers:path</c>.</summary>
    private MemoryFacts BoundByGroup(MemoryFacts memory, string line)
    {
        string[] parts = line.Split(':', 3);
        if (parts.Length != 3)
        {
            return memory;
        }

        bool isVersion2 = parts[0] is "0" && parts[1].Length == 0;
        bool isVersion1 = parts[1].Split(',').Contains("memory", StringComparer.Ordinal);
        string mount = isVersion1 ? Path.Combine(_cgroupPath, "memory") : _cgroupPath;
        return isVersion1 || isVersion2 ? BoundByPath(memory, mount, parts[2].Trim('/'), isVersion1) : memory;
    }

    /// <summary>A group is bounded by its own limit and by those of all groups above it.</summary>
    private static MemoryFacts BoundByPath(MemoryFacts memory, string mount, string group, bool isVersion1)
    {
        for (int depth = 0; depth < DepthMax; depth++)
        {
            memory = Bound(memory, Path.Combine(mount, group), isVersion1);
            if (group.Length == 0)
            {
                break;
            }

            group = Path.GetDirectoryName(group) ?? "";
        }

        return memory;
    }

    private static MemoryFacts Bound(MemoryFacts memory, string directory, bool isVersion1)
    {
        long? limit = NumberIn(Path.Combine(directory, isVersion1 ? "memory.limit_in_bytes" : "memory.max"));
        long? used = NumberIn(Path.Combine(directory, isVersion1 ? "memory.usage_in_bytes" : "memory.current"));
        if (limit is null || limit >= memory.TotalBytes)
        {
            return memory;
        }

        // The group's file cache counts as used but is given back on demand.
        string[] statistics = ReadLines(Path.Combine(directory, "memory.stat"));
        long cached = FieldOf(statistics, isVersion1 ? "total_inactive_file" : "inactive_file") ?? 0;
        long free = Math.Clamp(limit.Value - (used ?? 0) + cached, 0, limit.Value);
        return new MemoryFacts(limit.Value, Math.Min(memory.AvailableBytes, free), IsLimited: true);
    }

    private static long? NumberIn(string path)
    {
        return long.TryParse(ReadLines(path).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }

    private static long? FieldOf(string[] lines, string name)
    {
        foreach (string line in lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && string.Equals(words[0], name, StringComparison.Ordinal))
            {
                return long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
            }
        }

        return null;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
