using System.Buffers;

namespace P2PProver.Libp2p.Selection;

/// <summary>The side that proposes, one protocol after the other; the first proposal goes out together with the header.</summary>
public sealed class MultistreamDialer : MultistreamNegotiation
{
    /// <summary>The most protocols that are proposed.</summary>
    public const int ProposalsMax = 16;

    private readonly IReadOnlyList<string> _protocols;
    private int _proposed;

    /// <summary>A negotiation for the first of these protocols that the listener speaks.</summary>
    /// <exception cref="ArgumentException">No protocol, more than <see cref="ProposalsMax"/>, or a name that is too long.</exception>
    public MultistreamDialer(IReadOnlyList<string> protocols)
    {
        ArgumentNullException.ThrowIfNull(protocols);
        if (protocols.Count is 0 or > ProposalsMax || protocols.Any(p => p.Length is 0 or > ProtocolBytesMax))
        {
            throw new ArgumentException($"1 to {ProposalsMax} protocols of at most {ProtocolBytesMax} characters", nameof(protocols));
        }

        _protocols = protocols;
    }

    /// <inheritdoc/>
    public override void Start(IBufferWriter<byte> output)
    {
        WriteLine(output, Header);
        WriteLine(output, _protocols[0]);
    }

    private protected override void OnLine(string line, IBufferWriter<byte> output)
    {
        if (line == _protocols[_proposed])
        {
            Protocol = line;
            Status = SelectionStatus.Selected;
        }
        else if (line != NotAvailable)
        {
            Status = SelectionStatus.Malformed;
        }
        else if (++_proposed == _protocols.Count)
        {
            Status = SelectionStatus.Refused;
        }
        else
        {
            WriteLine(output, _protocols[_proposed]);
        }
    }
}
