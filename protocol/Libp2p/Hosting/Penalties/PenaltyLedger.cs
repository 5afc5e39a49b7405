using System.Runtime.InteropServices;

namespace P2PProver.Libp2p.Hosting.Penalties;

/// <summary>Points of offenders, which fade with time. Bounded: the offender with the fewest points makes room. Not safe for several threads.</summary>
internal sealed class PenaltyLedger(PenaltyOptions options, TimeProvider time)
{
    private readonly Dictionary<object, Entry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Adds points to a peer id or an IP address, and says whether it reached a threshold; then it begins anew.</summary>
    public bool Add(object subject, double points, double threshold)
    {
        double sum = PointsOf(subject) + points;
        if (sum >= threshold)
        {
            _entries.Remove(subject);
            return true;
        }

        if (_entries.Count >= options.EntriesMax && !_entries.ContainsKey(subject))
        {
            MakeRoom();
        }

        _entries[subject] = new Entry(sum, time.GetTimestamp());
        return false;
    }

    /// <summary>The points that are left.</summary>
    public double PointsOf(object subject) =>
        _entries.TryGetValue(subject, out Entry entry) ? entry.Points * Math.Pow(0.5, time.GetElapsedTime(entry.At) / options.HalfLife) : 0;

    // An eighth at a time, so that a flood of new offenders does not search the table each time.
    private void MakeRoom()
    {
        int goers = Math.Max(1, options.EntriesMax / 8);
        foreach (object subject in _entries.Keys.OrderBy(PointsOf).Take(goers).ToArray())
        {
            _entries.Remove(subject);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(double Points, long At);
}
