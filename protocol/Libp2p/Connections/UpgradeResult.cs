using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Noise;

namespace P2PProver.Libp2p.Connections;

/// <summary>A connection that is not started yet, or why there is none.</summary>
public readonly record struct UpgradeResult(Connection? Connection, UpgradeFault Fault, NoiseFault NoiseFault)
{
    /// <summary>Whether there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Connection))]
    public bool IsUpgraded => Connection is not null;
}
