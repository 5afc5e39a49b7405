using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Simulation;

namespace P2PProver.Libp2p.Tests.Hosting;

/// <summary>Hosts 10.0.0.1, 10.0.0.2 and so on, on a simulated network in virtual time.</summary>
internal sealed class HostWorld : IDisposable
{
    private readonly List<PeerIdentity> _identities = [];
    private readonly List<Libp2pHost> _hosts = [];

    public HostWorld(ulong seed = 1)
    {
        Network = new SimulatedNetwork(Time, new SimulatedNetworkOptions(), seed);
    }

    public VirtualTime Time { get; } = new();

    public SimulatedNetwork Network { get; }

    public static IPAddress Ip(int host) => new([10, 0, (byte)(host >> 8), (byte)host]);

    public static Multiaddr Address(int host) => Multiaddr.Parse($"/ip4/{Ip(host)}/tcp/4001");

    /// <summary>A host with an identity of its own.</summary>
    public Libp2pHost Create(int number, HostOptions? options = null)
    {
        Libp2pHost host = new(NewIdentity(), [Network.CreateHost(Ip(number))], options ?? new HostOptions(), Time);
        _hosts.Add(host);
        return host;
    }

    /// <summary>An identity that lives as long as this world.</summary>
    public PeerIdentity NewIdentity()
    {
        PeerIdentity identity = PeerIdentity.Generate();
        _identities.Add(identity);
        return identity;
    }

    /// <summary>A host that listens.</summary>
    public async Task<Libp2pHost> ListenAsync(int number, HostOptions? options = null)
    {
        Libp2pHost host = Create(number, options);
        await host.ListenAsync(Address(number), CancellationToken.None);
        return host;
    }

    /// <summary>Connects one host to another that listens.</summary>
    public static async Task<Connection> ConnectAsync(Libp2pHost from, Libp2pHost to) =>
        (await from.DialAsync(to.ListenAddresses[0].WithPeer(to.Id), CancellationToken.None)).Connection.ShouldNotBeNull();

    public Task WaitAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Time);

    /// <summary>Runs a test and closes all hosts after it.</summary>
    public void Run(Func<Task> test, int minutes = 60) => Time.Run(
        async () =>
        {
            await test();
            foreach (Libp2pHost host in _hosts)
            {
                await host.DisposeAsync();
                foreach (ResourceKind kind in Enum.GetValues<ResourceKind>())
                {
                    host.Resources.Used(kind).ShouldBe(0, $"{host.Id}: {kind}");
                }
            }
        },
        TimeSpan.FromMinutes(minutes));

    public void Dispose()
    {
        foreach (PeerIdentity identity in _identities)
        {
            identity.Dispose();
        }
    }
}
