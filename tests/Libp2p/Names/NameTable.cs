using System.Net;
using System.Net.Sockets;
using P2PProver.Libp2p.Names;

namespace P2PProver.Libp2p.Tests.Names;

/// <summary>Names of a test, and how often each was asked for.</summary>
internal sealed class NameTable : INameResolver
{
    public Dictionary<string, string[]> Numbers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string[]> Texts { get; } = new(StringComparer.Ordinal);

    public int Questions { get; private set; }

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, AddressFamily family, CancellationToken cancel)
    {
        Questions++;
        return ValueTask.FromResult<IReadOnlyList<IPAddress>>([.. (Numbers.GetValueOrDefault(name) ?? throw new IOException(name)).Select(IPAddress.Parse)]);
    }

    public ValueTask<IReadOnlyList<string>> ResolveTextAsync(string name, CancellationToken cancel)
    {
        Questions++;
        return ValueTask.FromResult<IReadOnlyList<string>>(Texts.GetValueOrDefault(name) ?? throw new IOException(name));
    }
}
