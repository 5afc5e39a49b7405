using System.Buffers;

namespace P2PProver.Libp2p.Selection;

/// <summary>The side that answers proposals. A request for the list of protocols ("ls") is answered like an unknown protocol.</summary>
public sealed class MultistreamListener(Predicate<string> speaks) : MultistreamNegotiation
{
    /// <summary>The most proposals that are answered.</summary>
    public const int RoundsMax = 32;

    private int _rounds;

    /// <inheritdoc/>
    public override void Start(IBufferWriter<byte> output) => WriteLine(output, Header);

    private protected override void OnLine(string line, IBufferWriter<byte> output)
    {
        if (speaks(line))
        {
            WriteLine(output, line);
            Protocol = line;
            Status = SelectionStatus.Selected;
            return;
        }

        WriteLine(output, NotAvailable);
        if (++_rounds == RoundsMax)
        {
            Status = SelectionStatus.Refused;
        }
    }
}
