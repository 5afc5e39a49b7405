using System.Net;
using System.Net.Sockets;

namespace P2PProver.Libp2p.Names;

/// <summary>What a name stands for: the system's resolver, or a table in tests.</summary>
public interface INameResolver
{
    /// <summary>The IP addresses of a name; <see cref="AddressFamily.Unspecified"/> asks for both families.</summary>
    /// <exception cref="IOException">The name is unknown, or nobody answered.</exception>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, AddressFamily family, CancellationToken cancel);

    /// <summary>The text records of a name, each with its pieces put together.</summary>
    /// <exception cref="IOException">The name is unknown, or nobody answered.</exception>
    ValueTask<IReadOnlyList<string>> ResolveTextAsync(string name, CancellationToken cancel);
}
