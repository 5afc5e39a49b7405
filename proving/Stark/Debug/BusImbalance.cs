using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>A tuple is not received as often as it is sent.</summary>
/// <param name="Bus">The bus's name.</param>
/// <param name="Tuple">The tuple.</param>
/// <param name="Net">How much more often it is sent than received, modulo p.</param>
/// <param name="Sent">Where it is sent, "table row i times m", the first few.</param>
/// <param name="Received">Where it is received, the first few.</param>
public sealed record BusImbalance(
    string Bus,
    IReadOnlyList<KoalaBear> Tuple,
    KoalaBear Net,
    IReadOnlyList<string> Sent,
    IReadOnlyList<string> Received) : DebugFinding
{
    /// <summary>The net multiplicity as an integer of least absolute value.</summary>
    public long SignedNet
    {
        get
        {
            long value = Net.ToCanonical();
            return value > KoalaBear.Modulus / 2 ? value - KoalaBear.Modulus : value;
        }
    }

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant(
        $"Bus '{Bus}': ({string.Join(", ", Tuple)}) has net multiplicity {SignedNet}; sent by [{Places(Sent)}], received by [{Places(Received)}].");

    private static string Places(IReadOnlyList<string> places) => string.Join("; ", places);
}
