using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// What the state holds of an account. The default value is the account of every index that is not open: its leaf is that of empty
/// places in the tree.
/// </summary>
/// <param name="Key">The key that signs.</param>
/// <param name="Balance">The balance.</param>
/// <param name="LastSlot">The highest slot used so far; signatures must have a higher one, so slot 0 is never used.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Account(PublicKey Key, Gwei Balance, Slot LastSlot)
{
    private const int SlotElement = 3;

    /// <summary>The leaf of the account tree: H(key, [balance in 3 limbs, last slot, 0 x 4]).</summary>
    public Digest8 Leaf() => RollupHash.Compress(Key.Value, Fields());

    /// <summary>The right half of the leaf's hash.</summary>
    public Digest8 Fields()
    {
        Span<KoalaBear> fields = stackalloc KoalaBear[Digest8.WordCount];
        fields.Clear();
        Balance.WriteLimbs(fields);
        fields[SlotElement] = KoalaBear.FromCanonical(LastSlot.Value);
        return Digest8.FromElements(fields);
    }
}
