using System.Net;
using System.Net.Sockets;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Names;

/// <summary>
/// Addresses with names turned into addresses with numbers: dns, dns4 and dns6 by the addresses of the name, dnsaddr by its text records, which may
/// name further names. Bounded in depth, questions and results, whoever answers.
/// </summary>
public sealed class AddressResolver(INameResolver resolver)
{
    /// <summary>How far one dnsaddr may lead to another.</summary>
    public const int DepthMax = 4;

    /// <summary>The most questions for one address.</summary>
    public const int QuestionsMax = 32;

    /// <summary>The most addresses that one leads to.</summary>
    public const int AddressesMax = 64;

    private const string TextPrefix = "dnsaddr=";
    private const string NamePrefix = "_dnsaddr.";

    /// <summary>
    /// What an address leads to; the address itself if it holds no name. Names that cannot be resolved lead nowhere. Where the address ends with a
    /// peer, only that peer's addresses are given.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<Multiaddr>> ResolveAsync(Multiaddr address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        List<Multiaddr> found = [];
        Queue<(Multiaddr Address, int Depth)> open = new([(address, 0)]);
        int questions = 0;
        while (open.TryDequeue(out (Multiaddr Address, int Depth) next) && found.Count < AddressesMax)
        {
            MultiaddrComponent first = next.Address.Components[0];
            if (first.Protocol is not (MultiaddrProtocol.Dns or MultiaddrProtocol.Dns4 or MultiaddrProtocol.Dns6 or MultiaddrProtocol.DnsAddr))
            {
                found.Add(next.Address);
            }
            else if (next.Depth < DepthMax && ++questions <= QuestionsMax)
            {
                foreach (Multiaddr step in await StepAsync(next.Address, first, cancel))
                {
                    open.Enqueue((step, next.Depth + 1));
                }
            }
        }

        PeerId? peer = address.Peer;
        return [.. found.Where(a => peer is null || a.Peer == peer).Distinct()];
    }

    private async Task<IReadOnlyList<Multiaddr>> StepAsync(Multiaddr address, MultiaddrComponent name, CancellationToken cancel)
    {
        try
        {
            return name.Protocol == MultiaddrProtocol.DnsAddr
                ? OfTexts(await resolver.ResolveTextAsync(NamePrefix + name.Text, cancel), address.Peer)
                : OfNumbers(await resolver.ResolveAsync(name.Text, FamilyOf(name.Protocol), cancel), address, FamilyOf(name.Protocol));
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static IReadOnlyList<Multiaddr> OfTexts(IEnumerable<string> texts, PeerId? peer) =>
    [
        .. texts.Where(t => t.StartsWith(TextPrefix, StringComparison.Ordinal))
            .Select(t => Multiaddr.TryParse(t[TextPrefix.Length..], out Multiaddr? read) ? read : null)
            .OfType<Multiaddr>()
            .Where(a => peer is null || a.Peer == peer)
            .Take(AddressesMax),
    ];

    private static IReadOnlyList<Multiaddr> OfNumbers(IEnumerable<IPAddress> numbers, Multiaddr address, AddressFamily family) =>
    [
        .. numbers.Where(n => family == AddressFamily.Unspecified || n.AddressFamily == family).Take(AddressesMax).Select(n => address.WithHost(n)),
    ];

    private static AddressFamily FamilyOf(MultiaddrProtocol protocol) => protocol switch
    {
        MultiaddrProtocol.Dns4 => AddressFamily.InterNetwork,
        MultiaddrProtocol.Dns6 => AddressFamily.InterNetworkV6,
        _ => AddressFamily.Unspecified,
    };
}
