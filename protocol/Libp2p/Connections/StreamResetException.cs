using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Libp2p.Connections;

/// <summary>A stream was reset by either side, or its connection ended under it.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "an HRESULT would say nothing here")]
public sealed class StreamResetException : IOException
{
    /// <summary>Without a further reason.</summary>
    public StreamResetException()
        : base("the stream was reset")
    {
    }

    /// <summary>With a reason.</summary>
    public StreamResetException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what led to it.</summary>
    public StreamResetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
