using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Connections;

namespace P2PProver.Libp2p.Hosting;

/// <summary>A connection to the peer that was dialled, or why there is none.</summary>
public readonly record struct DialResult(Connection? Connection, DialFault Fault)
{
    /// <summary>Whether there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Connection))]
    public bool IsConnected => Connection is not null;
}
