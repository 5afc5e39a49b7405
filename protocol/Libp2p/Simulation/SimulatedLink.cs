using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Links;

namespace P2PProver.Libp2p.Simulation;

/// <summary>
/// One end of a simulated link. A write hands pieces to the other end's queue with the time of their arrival; a timer there moves them on when it
/// has come. Order is kept: a piece that was lost holds up those behind it.
/// </summary>
internal sealed class SimulatedLink : ILink
{
    private readonly SimulatedNetwork _network;
    private readonly IPAddress _localHost;
    private readonly IPAddress _remoteHost;
    private readonly TimeSpan _latency;
    private readonly Queue<(TimeSpan Due, byte[] Piece)> _underWay = new();
    private readonly AsyncSignal _arrival = new();
    private readonly AsyncSignal _room = new();
    private readonly ITimer _timer;
    private SimulatedLink _peer = null!;
    private byte[] _current = [];
    private int _currentRead;
    private int _inFlight;
    private TimeSpan _lineFreeAt;
    private TimeSpan _lastDue;
    private bool _ended;
    private bool _broken;

    private SimulatedLink(SimulatedNetwork network, IPEndPoint local, IPEndPoint remote, TimeSpan latency)
    {
        _network = network;
        _localHost = local.Address;
        _remoteHost = remote.Address;
        _latency = latency;
        LocalAddress = Multiaddr.OfTcp(local);
        RemoteAddress = Multiaddr.OfTcp(remote);
        _timer = network.Time.CreateTimer(_ => Deliver(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Multiaddr LocalAddress { get; }

    public Multiaddr RemoteAddress { get; }

    private bool IsCut => _network.IsCut(_remoteHost, _localHost);

    public static (SimulatedLink Near, SimulatedLink Far) CreatePair(SimulatedNetwork network, IPEndPoint near, IPEndPoint far, TimeSpan latency)
    {
        SimulatedLink one = new(network, near, far, latency);
        SimulatedLink other = new(network, far, near, latency) { _peer = one };
        one._peer = other;
        return (one, other);
    }

    public bool Touches(IPAddress host) => _localHost.Equals(host) || _remoteHost.Equals(host);

    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancel)
    {
        while (_currentRead == _current.Length)
        {
            if (_broken)
            {
                throw new IOException($"the link with {RemoteAddress} broke");
            }

            if (!IsCut && _underWay.TryPeek(out (TimeSpan Due, byte[] Piece) next) && next.Due <= _network.Time.Elapsed)
            {
                _underWay.Dequeue();
                if (next.Piece.Length == 0)
                {
                    _ended = true;
                }

                (_current, _currentRead) = (next.Piece, 0);
            }

            if (_ended)
            {
                return 0;
            }

            if (_currentRead == _current.Length)
            {
                ArmTimer();
                await _arrival.WaitAsync(cancel);
            }
        }

        int read = Math.Min(destination.Length, _current.Length - _currentRead);
        _current.AsMemory(_currentRead, read).CopyTo(destination);
        _currentRead += read;
        _inFlight -= read;
        _peer._room.Set();
        return read;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            if (_broken || _peer._broken)
            {
                throw new IOException($"the link with {RemoteAddress} broke");
            }

            int room = Math.Min(_network.Options.PieceBytesMax, _network.Options.InFlightBytesMax - _peer._inFlight);
            if (room <= 0)
            {
                await _room.WaitAsync(cancel);
                continue;
            }

            int length = Math.Min(room, bytes.Length);
            Send(bytes[..length].ToArray());
            bytes = bytes[length..];
        }
    }

    public ValueTask DisposeAsync()
    {
        if (!_broken)
        {
            // The other end reads what was written, and then the end.
            Send([]);
            Stop();
            _network.Forget(this);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Both ends fail at once.</summary>
    public void Break()
    {
        Stop();
        _peer.Stop();
        _network.Forget(this);
        _network.Forget(_peer);
    }

    /// <summary>Wakes the reader, which looks for itself whether anything has arrived.</summary>
    public void Deliver() => _arrival.Set();

    private void Send(byte[] piece)
    {
        TimeSpan now = _network.Time.Elapsed;
        TimeSpan start = _lineFreeAt > now ? _lineFreeAt : now;
        _lineFreeAt = start + TimeSpan.FromSeconds((double)piece.Length / _network.Options.BandwidthBytes);
        TimeSpan due = _lineFreeAt + _latency + _network.LossDelay();
        _lastDue = due > _lastDue ? due : _lastDue;
        _peer._underWay.Enqueue((_lastDue, piece));
        _peer._inFlight += piece.Length;
        if (_peer._underWay.Count == 1)
        {
            _peer.ArmTimer();
        }
    }

    private void ArmTimer()
    {
        if (!IsCut && _underWay.TryPeek(out (TimeSpan Due, byte[] Piece) next))
        {
            TimeSpan wait = next.Due - _network.Time.Elapsed;
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Stop()
    {
        _broken = true;
        _timer.Dispose();
        _underWay.Clear();
        _arrival.Set();
        _room.Set();
        _peer._room.Set();
    }
}
