using System.Net;
using System.Net.Sockets;
using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Links;

/// <summary>A TCP connection.</summary>
internal sealed class TcpLink(Socket socket) : ILink
{
    /// <inheritdoc/>
    public Multiaddr LocalAddress { get; } = Multiaddr.OfTcp((IPEndPoint)socket.LocalEndPoint!);

    /// <inheritdoc/>
    public Multiaddr RemoteAddress { get; } = Multiaddr.OfTcp((IPEndPoint)socket.RemoteEndPoint!);

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancel)
    {
        try
        {
            return await socket.ReceiveAsync(destination, SocketFlags.None, cancel);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            throw new IOException($"{RemoteAddress}: {broken.Message}", broken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                int sent = await socket.SendAsync(bytes, SocketFlags.None, cancel);
                bytes = bytes[sent..];
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            throw new IOException($"{RemoteAddress}: {broken.Message}", broken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // What was written before, a good-bye for instance, still goes out; the reader wakes up.
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The connection was gone already.
        }
        catch (ObjectDisposedException)
        {
            // Disposed of twice.
        }

        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
