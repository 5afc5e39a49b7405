using System.Net;

namespace P2PProver.Libp2p.Hosting;

/// <summary>A link that was accepted and whose handshakes are not done. It may have to give way to others.</summary>
internal sealed class PendingInbound(IPAddress? address) : IDisposable
{
    private readonly CancellationTokenSource _displaced = new();

    public IPAddress? Address => address;

    /// <summary>Cancelled when the link has to go.</summary>
    public CancellationToken Displaced => _displaced.Token;

    public void Displace() => _displaced.Cancel();

    public void Dispose() => _displaced.Dispose();
}
