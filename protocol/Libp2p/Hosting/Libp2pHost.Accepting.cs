using System.Net;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;

namespace P2PProver.Libp2p.Hosting;

/// <content>Links that others make, and what every connection goes through.</content>
public sealed partial class Libp2pHost
{
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    // Never waits for a handshake: whoever is slow delays only itself.
    private async Task AcceptAsync(ILinkListener listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                ILink link = await listener.AcceptAsync(_stop.Token);
                IPAddress? address = link.RemoteAddress.GetIPAddress();
                if (_table.TryBeginInbound(address) is PendingInbound pending)
                {
                    _work.Start(() => UpgradeInboundAsync(link, pending));
                }
                else
                {
                    await link.DisposeAsync();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException)
            {
                // Out of file handles, or the peer was gone again. The pause keeps a lasting fault from spinning.
                await Task.Delay(AcceptPause, _time, CancellationToken.None);
            }
        }
    }

    private async Task UpgradeInboundAsync(ILink link, PendingInbound pending)
    {
        UpgradeResult result;
        using (CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, pending.Displaced))
        {
            result = await _upgrader.UpgradeAsync(link, isInbound: true, null, key => Admit(key, isInbound: true), this, both.Token);
        }

        _table.EndPending(pending);
        Metrics.OnUpgrade(result.Fault, isInbound: true);
        if (result.IsUpgraded)
        {
            await KeepAsync(result.Connection);
        }
        else if (pending.Address is IPAddress address && OffenceOf(result) is Offence offence)
        {
            Metrics.OnOffence(offence);
            ReportAddress(address, offence);
        }

        _table.EndInbound(pending.Address);
    }

    private ResourceScope? Admit(PeerPublicKey key, bool isInbound) => key.Id == Id ? null : _table.TryAdmit(key.Id, isInbound);

    // From the first byte to the last: the table, the observers, identify.
    private async Task KeepAsync(Connection connection)
    {
        _table.Add(connection);
        Tell(o => o.OnConnected(connection));
        if (_stop.IsCancellationRequested)
        {
            connection.Close();
        }

        _work.Start(() => IdentifyAsync(connection));
        Trim();
        await connection.Completion;
        _table.Remove(connection);
        if (OffenceOf(connection) is Offence offence)
        {
            Report(connection, offence);
        }

        if (_table.Find(connection.RemotePeer) is null)
        {
            Values.Forget(connection.RemotePeer);
        }

        Tell(o => o.OnDisconnected(connection));
    }
}
