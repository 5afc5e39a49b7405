using System.Net;
using System.Net.Sockets;
using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Hosting;

/// <summary>In which order the addresses of a peer are tried: numbers before names, IPv6 and IPv4 in turns, each once.</summary>
internal static class AddressRanking
{
    public static IReadOnlyList<Multiaddr> Order(IEnumerable<Multiaddr> addresses, int max)
    {
        Multiaddr[] distinct = [.. addresses.Select(a => a.WithoutPeer()).Distinct()];
        Multiaddr[] six = [.. distinct.Where(a => Family(a) == AddressFamily.InterNetworkV6)];
        Multiaddr[] four = [.. distinct.Where(a => Family(a) == AddressFamily.InterNetwork)];
        List<Multiaddr> order = [];
        for (int i = 0; i < Math.Max(six.Length, four.Length); i++)
        {
            order.AddRange(six.Skip(i).Take(1));
            order.AddRange(four.Skip(i).Take(1));
        }

        order.AddRange(distinct.Where(a => Family(a) is null));
        return [.. order.Take(max)];
    }

    private static AddressFamily? Family(Multiaddr address) => address.GetIPAddress() is IPAddress ip ? ip.AddressFamily : null;
}
