using System.Net;
using System.Net.Sockets;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Names;

namespace P2PProver.Libp2p.Links;

/// <summary>TCP over IPv4 and IPv6, to addresses and to names. Small writes are not delayed.</summary>
public sealed class TcpTransport(INameResolver names) : ITransport
{
    /// <summary>The most links that the system keeps ready for <see cref="ILinkListener.AcceptAsync"/>.</summary>
    public const int BacklogMax = 256;

    /// <summary>The most addresses of one name that are tried.</summary>
    public const int AddressesPerNameMax = 8;

    /// <summary>A transport that asks the system for names.</summary>
    public TcpTransport()
        : this(new SystemNameResolver(TimeProvider.System))
    {
    }

    /// <inheritdoc/>
    public bool CanDial(Multiaddr address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.TryGetTcp(out _, out int port) && port > 0;
    }

    /// <inheritdoc/>
    public async ValueTask<ILink> DialAsync(Multiaddr address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.TryGetTcp(out MultiaddrComponent? host, out int port))
        {
            throw new IOException($"{address} is no TCP address");
        }

        SocketException? last = null;
        foreach (IPAddress candidate in await ResolveAsync(host, cancel))
        {
            Socket socket = new(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(candidate, port), cancel);
                return new TcpLink(socket);
            }
            catch (SocketException refused)
            {
                last = refused;
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new IOException($"{address}: {last?.Message ?? "the name has no addresses"}", last);
    }

    /// <inheritdoc/>
    public ValueTask<ILinkListener> ListenAsync(Multiaddr address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.TryGetTcp(out _, out int port) || address.GetIPAddress() is not IPAddress local)
        {
            throw new IOException($"{address} is no TCP address to listen on");
        }

        Socket socket = new(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(local, port));
            socket.Listen(BacklogMax);
            return ValueTask.FromResult<ILinkListener>(new TcpLinkListener(socket));
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new IOException($"cannot listen on {address}: {refused.Message}", refused);
        }
    }

    private async ValueTask<IEnumerable<IPAddress>> ResolveAsync(MultiaddrComponent host, CancellationToken cancel)
    {
        AddressFamily family = host.Protocol switch
        {
            MultiaddrProtocol.Dns4 => AddressFamily.InterNetwork,
            MultiaddrProtocol.Dns6 => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unspecified,
        };
        return host.Protocol is MultiaddrProtocol.Ip4 or MultiaddrProtocol.Ip6
            ? [new IPAddress(host.Value)]
            : (await names.ResolveAsync(host.Text, family, cancel)).Take(AddressesPerNameMax);
    }
}
