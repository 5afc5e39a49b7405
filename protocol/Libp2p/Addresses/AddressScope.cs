using System.Net;
using System.Net.Sockets;

namespace P2PProver.Libp2p.Addresses;

/// <summary>What an address tells about the place of its host: whether anybody can reach it, and which neighbourhood it lies in.</summary>
public static class AddressScope
{
    private const int GroupBytes4 = 3;
    private const int GroupBytes6 = 6;

    /// <summary>
    /// Whether an address leads to the same host from everywhere: a TCP address of a public IP address or of a name. Private, loopback, link-local,
    /// documentation, multicast and unspecified addresses do not.
    /// </summary>
    public static bool IsPublic(Multiaddr address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.TryGetTcp(out _, out int port) && port > 0 && (address.GetIPAddress() is not IPAddress ip || IsPublic(ip));
    }

    /// <summary>Whether an IP address is a public one.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        byte[] bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork ? IsPublic4(bytes) : IsPublic6(bytes);
    }

    /// <summary>The neighbourhood of an IP address: the /24 of IPv4 and the /48 of IPv6, which cost about as much to own.</summary>
    public static IPNetwork GroupOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        byte[] bytes = address.GetAddressBytes();
        int kept = bytes.Length == 4 ? GroupBytes4 : GroupBytes6;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return new IPNetwork(new IPAddress(bytes), 8 * kept);
    }

    // RFC 6890 and its updates: this network, private, shared, loopback, link-local, special, documentation, benchmarks, multicast and beyond.
    private static bool IsPublic4(byte[] ip) => (ip[0], ip[1], ip[2]) switch
    {
        (0 or 10 or 127 or >= 224, _, _) => false,
        (100, >= 64 and < 128, _) or (169, 254, _) or (172, >= 16 and < 32, _) or (192, 168, _) => false,
        (192, 0, 0 or 2) or (198, 18 or 19, _) or (198, 51, 100) or (203, 0, 113) => false,
        _ => true,
    };

    // Global unicast is 2000::/3; documentation (2001:db8::/32 and 3fff::/20) and 6to4 lie inside of it.
    private static bool IsPublic6(byte[] ip) =>
        (ip[0] & 0xe0) == 0x20
        && !(ip[0] == 0x20 && ip[1] == 0x01 && ip[2] == 0x0d && ip[3] == 0xb8)
        && !(ip[0] == 0x3f && ip[1] == 0xff && ip[2] < 0x10)
        && !(ip[0] == 0x20 && ip[1] == 0x02);
}
