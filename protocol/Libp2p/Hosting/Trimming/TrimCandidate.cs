using System.Runtime.InteropServices;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Hosting.Trimming;

/// <summary>A connected peer, as trimming sees it.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Connections">How many connections there are with it.</param>
/// <param name="OpenedAt">When the oldest of them was made.</param>
/// <param name="IsInbound">Whether the peer made all of them.</param>
/// <param name="Streams">How many streams are open.</param>
/// <param name="Value">How useful it is: the sum of what the protocols say.</param>
/// <param name="IsProtected">Whether it is never given up.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrimCandidate(PeerId Peer, int Connections, DateTimeOffset OpenedAt, bool IsInbound, int Streams, long Value, bool IsProtected);
