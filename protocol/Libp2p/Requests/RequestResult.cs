using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Libp2p.Requests;

/// <summary>A response, which the caller disposes of, or why there is none.</summary>
public readonly record struct RequestResult(Response? Response, RequestFault Fault, RequestStatus Status)
{
    /// <summary>Whether there is a response.</summary>
    [MemberNotNullWhen(true, nameof(Response))]
    public bool IsAnswered => Response is not null;

    internal static RequestResult Failed(RequestFault fault) => new(null, fault, RequestStatus.Failed);
}
