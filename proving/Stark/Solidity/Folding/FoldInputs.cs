namespace P2PProver.Stark.Solidity;

/// <summary>
/// The words that the generated code is called with, in order: the fold that an earlier part left unfinished; alpha; for each height the
/// three row selectors; for each bus the constant part of its fingerprints; the powers 1, 2, ... of beta; the public values; the
/// terminals; the claimed openings. Extension elements are in the lanes of the Solidity type `Ext5`.
/// </summary>
internal sealed class FoldInputs
{
    private const int SelectorCount = 3;

    private readonly VerifyingKey _key;

    public FoldInputs(VerifyingKey key)
    {
        _key = key;
    }

    public static int Carry => 0;

    public static int Alpha => 1;

    public int BetaPowers => _key.Shape.HasLookups ? _key.Machine.Buses.MaxTupleWidth - 1 : 0;

    public int Count => Opening(_key.Shape.OpenedValueCount);

    private int Bases => 2 + (SelectorCount * _key.Shape.LogHeights.Length);

    private int Buses => _key.Machine.Buses.Buses.Length;

    public int IsFirst(int logHeight) => 2 + (SelectorCount * _key.Shape.LogHeights.IndexOf(logHeight));

    public int IsLast(int logHeight) => IsFirst(logHeight) + 1;

    public int IsTransition(int logHeight) => IsFirst(logHeight) + 2;

    public int BusBase(int bus) => Bases + bus;

    /// <summary>The input of a power of beta.</summary>
    /// <param name="exponent">1 or more.</param>
    public int BetaPower(int exponent) => Bases + Buses + exponent - 1;

    public int Public(int index) => Bases + Buses + BetaPowers + index;

    public int Terminal(int index) => Public(_key.Machine.PublicValueCount) + index;

    public int Opening(int index) => Terminal(_key.Shape.TerminalCount) + index;

    /// <summary>Whether an input is a challenge or follows from challenges, and so is only reduced weakly.</summary>
    public bool IsWeak(int input) => input < Public(0);
}
