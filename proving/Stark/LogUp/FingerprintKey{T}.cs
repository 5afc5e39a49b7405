using System.Collections.Immutable;

namespace P2PProver.Stark;

/// <summary>
/// What turns tuples into fingerprints. For challenges alpha and beta and the widest tuple's W elements, gamma = beta^W, and the tuple
/// (e_0, ..., e_(k-1)) of bus i has the fingerprint alpha + (i + 1) gamma - (e_0 beta^(k-1) + ... + e_(k-1)): the bus takes part in it
/// like one more element (Haboeck, eprint 2022/1530, with the layout of Plonky3's lookup argument).
/// </summary>
/// <typeparam name="T">A value.</typeparam>
public sealed class FingerprintKey<T>
{
    private readonly BusLayout _layout;

    internal FingerprintKey(BusLayout layout, ImmutableArray<T> bases, ImmutableArray<T> betaPowers)
    {
        _layout = layout;
        Bases = bases;
        BetaPowers = betaPowers;
    }

    /// <summary>alpha + (i + 1) gamma for every bus i.</summary>
    public ImmutableArray<T> Bases { get; }

    /// <summary>beta^0 to beta^(W-1), at least beta^0.</summary>
    public ImmutableArray<T> BetaPowers { get; }

    /// <summary>The constant part of the fingerprints of a bus.</summary>
    public T BaseOf(Bus bus) => Bases[_layout.NumberOf(bus)];

    /// <summary>The power of beta that belongs to an element of a tuple.</summary>
    public T Weight(Bus bus, int element)
    {
        ArgumentNullException.ThrowIfNull(bus);
        return BetaPowers[bus.TupleWidth - 1 - element];
    }
}
