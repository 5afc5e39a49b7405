using System.Net;
using System.Net.Sockets;
using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Links;

/// <summary>A listening TCP socket.</summary>
internal sealed class TcpLinkListener(Socket socket) : ILinkListener
{
    /// <inheritdoc/>
    public Multiaddr Address { get; } = Multiaddr.OfTcp((IPEndPoint)socket.LocalEndPoint!);

    /// <inheritdoc/>
    public async ValueTask<ILink> AcceptAsync(CancellationToken cancel)
    {
        try
        {
            Socket accepted = await socket.AcceptAsync(cancel);
            accepted.NoDelay = true;
            return new TcpLink(accepted);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            throw new IOException($"{Address} accepts nothing: {broken.Message}", broken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
