using System.Net;
using System.Net.Sockets;

namespace P2PProver.Libp2p.Names;

/// <summary>
/// The system's resolver for addresses. It knows no text records, so those are asked for at the name servers that the system is configured with.
/// </summary>
public sealed class SystemNameResolver(TimeProvider time) : INameResolver
{
    private const string Configuration = "/etc/resolv.conf";
    private const string ServerKey = "nameserver";
    private const int ConfigurationCharsMax = 64 * 1024;
    private const int ServersMax = 3;
    private const int DnsPort = 53;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, AddressFamily family, CancellationToken cancel)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, family, cancel);
        }
        catch (SocketException unknown)
        {
            throw new IOException($"{name}: {unknown.Message}", unknown);
        }
        catch (ArgumentException wrong)
        {
            throw new IOException($"{name} is no name", wrong);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ResolveTextAsync(string name, CancellationToken cancel)
    {
        IOException? last = null;
        foreach (IPEndPoint server in Servers())
        {
            try
            {
                return await new DnsTextClient(server, time).ResolveAsync(name, cancel);
            }
            catch (IOException failed)
            {
                last = failed;
            }
        }

        throw new IOException($"{name}: {last?.Message ?? "the system names no server"}", last);
    }

    /// <summary>The name servers of a configuration in the form of resolv.conf.</summary>
    internal static IReadOnlyList<IPEndPoint> ReadServers(string configuration) =>
    [
        .. configuration.Split('\n')
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length >= 2 && words[0] == ServerKey)
            .Select(words => IPAddress.TryParse(words[1], out IPAddress? address) ? new IPEndPoint(address, DnsPort) : null)
            .OfType<IPEndPoint>()
            .Take(ServersMax),
    ];

    private static IReadOnlyList<IPEndPoint> Servers()
    {
        try
        {
            string text = File.Exists(Configuration) ? File.ReadAllText(Configuration) : string.Empty;
            return ReadServers(text.Length > ConfigurationCharsMax ? text[..ConfigurationCharsMax] : text);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
