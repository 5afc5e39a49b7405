namespace P2PProver.Libp2p.Yamux;

/// <summary>One stream inside a <see cref="YamuxSession"/>. Only the session changes it.</summary>
public sealed class YamuxStreamState
{
    internal YamuxStreamState(uint number, bool isInbound)
    {
        Number = number;
        IsInbound = isInbound;
    }

    /// <summary>The number of the stream: odd if the side that dialled opened it.</summary>
    public uint Number { get; }

    /// <summary>Whether the other side opened the stream.</summary>
    public bool IsInbound { get; }

    /// <summary>Whether either side reset the stream, or the session ended under it.</summary>
    public bool IsReset { get; internal set; }

    /// <summary>Whether the other side will send no more; what it sent may still wait.</summary>
    public bool RemoteClosed { get; internal set; }

    /// <summary>Whether this side will write no more.</summary>
    public bool LocalClosed { get; internal set; }

    /// <summary>Whether the application is done with the stream, and only what it wrote still has to go out.</summary>
    internal bool IsReleased { get; set; }

    /// <summary>When the application was done.</summary>
    internal long ReleasedAt { get; set; }

    /// <summary>The object that the driver hangs on the stream, to find it when there is news.</summary>
    public object? Tag { get; set; }

    internal ByteQueue Received { get; } = new();

    internal ByteQueue Outgoing { get; } = new();

    /// <summary>How many bytes the other side may still send.</summary>
    internal uint ReceiveCredit { get; set; } = YamuxOptions.WindowInitialBytes;

    /// <summary>The size of the receive window.</summary>
    internal int WindowBytes { get; set; } = YamuxOptions.WindowInitialBytes;

    /// <summary>Bytes the application has read that were not yet credited to the other side.</summary>
    internal int Uncredited { get; set; }

    /// <summary>When the window was last credited; a timestamp of the driver's clock.</summary>
    internal long CreditedAt { get; set; }

    /// <summary>How many bytes this side may still send.</summary>
    internal uint SendCredit { get; set; } = YamuxOptions.WindowInitialBytes;

    /// <summary>Credit to announce with the next control frame.</summary>
    internal uint CreditToSend { get; set; }

    internal YamuxFlags FlagsToSend { get; set; }

    internal bool FinSent { get; set; }

    internal bool Acknowledged { get; set; }

    internal bool InControlQueue { get; set; }

    internal bool InDataQueue { get; set; }

    internal bool InNews { get; set; }

    internal bool HasControl => FlagsToSend != YamuxFlags.None || CreditToSend > 0;

    internal bool HasData => !IsReset && !FinSent && ((Outgoing.Length > 0 && SendCredit > 0) || (LocalClosed && Outgoing.Length == 0));
}
