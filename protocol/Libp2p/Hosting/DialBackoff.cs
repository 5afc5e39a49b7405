using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Hosting;

/// <summary>Which addresses failed lately, and until when they rest. Not safe for several threads.</summary>
internal sealed class DialBackoff(TimeSpan min, TimeSpan max, int entriesMax, TimeProvider time)
{
    private readonly Dictionary<Multiaddr, (int Failures, DateTimeOffset Until)> _entries = [];
    private readonly Queue<Multiaddr> _order = new();

    public int Count => _entries.Count;

    /// <summary>Whether an address may be dialled now.</summary>
    public bool MayDial(Multiaddr address) => !_entries.TryGetValue(address, out (int Failures, DateTimeOffset Until) entry) || entry.Until <= time.GetUtcNow();

    /// <summary>An address failed: it rests, twice as long as after its last failure.</summary>
    public void OnFailure(Multiaddr address)
    {
        int failures = 1;
        if (_entries.TryGetValue(address, out (int Failures, DateTimeOffset Until) entry))
        {
            failures = Math.Min(entry.Failures + 1, 30);
        }
        else
        {
            MakeRoom();
            _order.Enqueue(address);
        }

        double factor = Math.Pow(2, failures - 1);
        TimeSpan rest = min * factor < max ? min * factor : max;
        _entries[address] = (failures, time.GetUtcNow() + rest);
    }

    /// <summary>An address worked: its failures are forgotten.</summary>
    public void OnSuccess(Multiaddr address) => _entries.Remove(address);

    // The order may name addresses that worked since; each of them leaves it here, once.
    private void MakeRoom()
    {
        while (_order.Count >= entriesMax)
        {
            _entries.Remove(_order.Dequeue());
        }
    }
}
