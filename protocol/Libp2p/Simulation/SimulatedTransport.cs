using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Links;

namespace P2PProver.Libp2p.Simulation;

/// <summary>The transport of one host of a <see cref="SimulatedNetwork"/>.</summary>
internal sealed class SimulatedTransport(SimulatedNetwork network, IPAddress host) : ITransport
{
    public bool CanDial(Multiaddr address) => TryGetEndpoint(address, out _);

    public ValueTask<ILink> DialAsync(Multiaddr address, CancellationToken cancel) =>
        TryGetEndpoint(address, out IPEndPoint? endpoint) ? network.DialAsync(host, endpoint, cancel) : throw new IOException($"{address} is not simulated");

    public ValueTask<ILinkListener> ListenAsync(Multiaddr address, CancellationToken cancel) =>
        TryGetEndpoint(address, out IPEndPoint? endpoint) && endpoint.Address.Equals(host)
            ? ValueTask.FromResult<ILinkListener>(network.Listen(endpoint))
            : throw new IOException($"{address} is not an address of {host}");

    private static bool TryGetEndpoint(Multiaddr address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        endpoint = address.TryGetTcp(out _, out int port) && address.GetIPAddress() is IPAddress ip ? new IPEndPoint(ip, port) : null;
        return endpoint is not null;
    }
}
