using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Noise;

namespace P2PProver.Libp2p.Hosting;

/// <content>Links that this host makes.</content>
public sealed partial class Libp2pHost
{
    private readonly Dictionary<PeerId, Task<DialResult>> _dials = [];
    private readonly DialBackoff _backoff;

    /// <summary>Connects to the peer that an address ends with.</summary>
    public Task<DialResult> DialAsync(Multiaddr address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Peer is PeerId peer ? DialAsync(peer, [address], cancel) : Task.FromResult(new DialResult(null, DialFault.NoAddress));
    }

    /// <summary>
    /// Connects to a peer, or gives the connection there is. Whoever dials a peer that is being dialled waits for the same attempt; cancelling ends
    /// the waiting, not the attempt.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public Task<DialResult> DialAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(peer);
        ArgumentNullException.ThrowIfNull(addresses);
        if (peer == Id)
        {
            return Task.FromResult(new DialResult(null, DialFault.NotAdmitted));
        }

        if (_table.Find(peer) is Connection present)
        {
            return Task.FromResult(new DialResult(present, DialFault.None));
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_dials.TryGetValue(peer, out Task<DialResult>? dial))
            {
                if (_dials.Count >= _options.DialsMax)
                {
                    return Task.FromResult(new DialResult(null, DialFault.TooMany));
                }

                dial = DialOnceAsync(peer, addresses);
                _dials.Add(peer, dial);
                _work.Start(() => dial);
            }

            return dial.WaitAsync(cancel);
        }
    }

    /// <summary>Makes one more connection with a peer at one address, whatever connections there are; the caller closes it.</summary>
    internal Task<DialResult> DialBesideAsync(PeerId peer, Multiaddr address, CancellationToken cancel) =>
        _transports.Any(t => t.CanDial(address)) ? DialAddressAsync(peer, address, cancel) : Task.FromResult(new DialResult(null, DialFault.NoAddress));

    private async Task<DialResult> DialOnceAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses)
    {
        // The caller holds the lock, and enters the task into the table of dials first.
        await Task.Yield();
        try
        {
            IReadOnlyList<Multiaddr> usable = [.. addresses.Where(a => _transports.Any(t => t.CanDial(a)))];
            IReadOnlyList<Multiaddr> rested;
            lock (_lock)
            {
                rested = AddressRanking.Order(usable.Where(a => _backoff.MayDial(a.WithoutPeer())), _options.DialAddressesMax);
            }

            DialResult result = rested.Count > 0 ? await DialAnyAsync(peer, rested)
                : new DialResult(null, usable.Count > 0 ? DialFault.BackOff : DialFault.NoAddress);
            Metrics.OnDial(result.Fault);
            return result;
        }
        finally
        {
            lock (_lock)
            {
                _dials.Remove(peer);
            }
        }
    }

    // Starts with the first address, and adds another whenever one fails or takes long; the first connection wins and the others are given up.
    private async Task<DialResult> DialAnyAsync(PeerId peer, IReadOnlyList<Multiaddr> addresses)
    {
        using CancellationTokenSource timeout = new(_options.DialTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        List<Task<DialResult>> attempts = [];
        DialResult last = new(null, DialFault.Unreachable);
        for (int next = 0; next < addresses.Count || attempts.Count > 0;)
        {
            if (next < addresses.Count)
            {
                attempts.Add(DialAddressAsync(peer, addresses[next++], both.Token));
            }

            Task stagger = next < addresses.Count ? Task.Delay(_options.DialStagger, _time, both.Token) : Task.Delay(Timeout.InfiniteTimeSpan, _time, both.Token);
            await Task.WhenAny([.. attempts, stagger]);
            if (attempts.Find(a => a.IsCompleted) is { } done)
            {
                attempts.Remove(done);
                last = await done;
                if (last.IsConnected)
                {
                    both.Cancel();
                    break;
                }
            }

            if (both.IsCancellationRequested)
            {
                last = new DialResult(null, DialFault.TimedOut);
                break;
            }
        }

        foreach (Task<DialResult> late in attempts)
        {
            (await late).Connection?.Close();
        }

        return last;
    }

    private async Task<DialResult> DialAddressAsync(PeerId peer, Multiaddr address, CancellationToken cancel)
    {
        UpgradeResult result;
        try
        {
            ILink link = await _transports.First(t => t.CanDial(address)).DialAsync(address, cancel);
            result = await _upgrader.UpgradeAsync(link, isInbound: false, peer, key => Admit(key, isInbound: false), this, cancel);
        }
        catch (IOException)
        {
            result = new UpgradeResult(null, UpgradeFault.LinkBroken, NoiseFault.None);
        }
        catch (OperationCanceledException)
        {
            // Another address was faster, or the time was up; nothing is held against this one.
            return new DialResult(null, DialFault.TimedOut);
        }

        Metrics.OnUpgrade(result.Fault, isInbound: false);

        // An attempt that was given up does not count against its address either.
        if (result.IsUpgraded || (!cancel.IsCancellationRequested && result.Fault != UpgradeFault.NotAdmitted))
        {
            lock (_lock)
            {
                if (result.IsUpgraded)
                {
                    _backoff.OnSuccess(address);
                }
                else
                {
                    _backoff.OnFailure(address);
                }
            }
        }

        if (result.IsUpgraded)
        {
            _work.Start(() => KeepAsync(result.Connection));
            return new DialResult(result.Connection, DialFault.None);
        }

        return new DialResult(null, result switch
        {
            { Fault: UpgradeFault.NotAdmitted } => DialFault.NotAdmitted,
            { NoiseFault: NoiseFault.UnexpectedPeer } => DialFault.WrongPeer,
            { Fault: UpgradeFault.TimedOut } => DialFault.TimedOut,
            _ => DialFault.Unreachable,
        });
    }
}
