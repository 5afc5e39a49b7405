using System.Globalization;
using P2PProver.Mesh;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>
/// One line per event of the whole network: time, node, what, batch, task and a number. Its running hash tells two runs apart without keeping lines.
/// </summary>
public sealed class EventLog
{
    private readonly TextWriter? _lines;

    /// <summary>A log that writes lines to a writer, or only hashes them.</summary>
    public EventLog(TextWriter? lines)
    {
        _lines = lines;
    }

    /// <summary>A hash over everything logged so far.</summary>
    public ulong Hash { get; private set; } = 0xCBF29CE484222325;

    /// <summary>Lines so far.</summary>
    public long Count { get; private set; }

    /// <summary>Logs an event.</summary>
    public void Write(TimeSpan now, int node, LogKind kind, BatchKey batch = default, TaskId task = default, long value = 0)
    {
        Count++;
        Mix((ulong)now.Ticks);
        Mix(((ulong)(uint)node << 32) | (uint)kind);
        Mix(batch.Value.A);
        Mix(((ulong)(uint)task.Level << 32) | (uint)task.Index);
        Mix((ulong)value);
        _lines?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{now.TotalSeconds,12:F6} {node,5} {kind,-16} {(batch == default ? "-" : batch.ToString())} {task} {value}"));
    }

    private void Mix(ulong word)
    {
        ulong z = (Hash ^ word) * 0x9FB21C651E98DF25;
        Hash = z ^ (z >> 32);
    }
}
