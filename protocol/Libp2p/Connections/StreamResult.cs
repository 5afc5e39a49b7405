using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Libp2p.Connections;

/// <summary>A new stream, or why there is none.</summary>
public readonly record struct StreamResult(MuxedStream? Stream, StreamFault Fault)
{
    /// <summary>Whether there is a stream; the caller disposes of it.</summary>
    [MemberNotNullWhen(true, nameof(Stream))]
    public bool IsOpen => Stream is not null;
}
