using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// A private key over a part of a window of slots. IMPORTANT: <see cref="Sign"/> keeps no counter, and two different messages under one
/// slot give the key away: wallets sign through <see cref="WalletSigner"/>, which persists the slot first.
/// </summary>
public sealed class XmssKey : IDisposable
{
    private const uint AttemptsMax = 1u << 20;

    private readonly XmssSecret _secret;
    private readonly XmssTree _tree;

    private XmssKey(XmssSecret secret, Slot first, Digest4[] leaves)
    {
        _secret = secret;
        _tree = new XmssTree(secret, first.Leaf, leaves);
        FirstSlot = first;
        PublicKey = PublicKey.Of(_tree.Root, secret.Parameter);
    }

    public PublicKey PublicKey { get; }

    /// <summary>The first slot that the key can sign for.</summary>
    public Slot FirstSlot { get; }

    /// <summary>The number of slots that it can sign for.</summary>
    public int SlotCount => _tree.Leaves.Length;

    /// <summary>The leaves of those slots: public, and all that is slow to compute. Keep them to open the key again quickly.</summary>
    public ReadOnlySpan<Digest4> Leaves => _tree.Leaves;

    /// <summary>Generates a key for consecutive slots of one window.</summary>
    /// <param name="secret">The secret, which the key disposes of.</param>
    /// <param name="firstSlot">The first slot, in the secret's window.</param>
    /// <param name="slotCount">How many slots, at least one and at most to the window's end.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <exception cref="ArgumentException">The slots are not a part of the secret's window.</exception>
    public static XmssKey Generate(XmssSecret secret, Slot firstSlot, int slotCount, int threads)
    {
        CheckRange(secret, firstSlot, slotCount);
        return new XmssKey(secret, firstSlot, LeafGenerator.Generate(secret, firstSlot, slotCount, threads));
    }

    /// <summary>Opens a key again from leaves that were kept. If they are not the key's, neither is <see cref="PublicKey"/>: compare it.</summary>
    /// <exception cref="ArgumentException">The slots are not a part of the secret's window.</exception>
    public static XmssKey FromLeaves(XmssSecret secret, Slot firstSlot, ReadOnlySpan<Digest4> leaves)
    {
        CheckRange(secret, firstSlot, leaves.Length);
        return new XmssKey(secret, firstSlot, leaves.ToArray());
    }

    /// <summary>Whether the key can sign for a slot.</summary>
    public bool Covers(Slot slot) => slot >= FirstSlot && slot.Value - FirstSlot.Value < (uint)SlotCount;

    /// <summary>Signs a message digest. The same slot and message give the same signature.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The key does not cover the slot.</exception>
    public XmssSignature Sign(Slot slot, in Digest8 message)
    {
        if (!Covers(slot))
        {
            throw new ArgumentOutOfRangeException(nameof(slot), "The key was not generated for this slot.");
        }

        Span<byte> digits = stackalloc byte[Xmss.ChainCount];
        KoalaBear[] randomness = FindRandomness(slot, message, digits);
        return new XmssSignature(randomness, ChainValues(slot, digits), _tree.Path(slot.Leaf));
    }

    /// <inheritdoc/>
    public void Dispose() => _secret.Dispose();

    private static void CheckRange(XmssSecret secret, Slot firstSlot, int slotCount)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (firstSlot.Window != secret.Window || slotCount < 1 || firstSlot.Leaf + slotCount > Xmss.LeafCount)
        {
            throw new ArgumentException("A key's slots are a part of one window.", nameof(firstSlot));
        }
    }

    /// <summary>Tries randomness until the digits add up: 834 attempts on average, as many at a time as fill the registers.</summary>
    private KoalaBear[] FindRandomness(Slot slot, in Digest8 message, Span<byte> digits)
    {
        Digest8 seed = RollupHash.Compress(_secret.Key, XmssSecret.Input(SecretPurpose.Randomness, slot.Value, 0));
        seed = RollupHash.Compress(seed, message);
        int group = PackedCompression.GroupSize;
        Digest8[] left = new Digest8[group];
        Digest8[] right = new Digest8[group];
        Digest8[] candidates = new Digest8[group];
        for (uint first = 0; first < AttemptsMax; first += (uint)group)
        {
            for (int i = 0; i < group; i++)
            {
                left[i] = seed;
                right[i] = XmssSecret.Input(SecretPurpose.Randomness, first + (uint)i, 1);
            }

            PackedCompression.Compress(left, right, candidates);
            for (int i = 0; i < group; i++)
            {
                left[i] = message;
                right[i] = Xmss.EncodingRight(slot, candidates[i].Elements[..Xmss.RandomnessElements]);
            }

            PackedCompression.Compress(left, right, left);
            right.AsSpan().Fill(Xmss.ParameterRight(_secret.Parameter));
            PackedCompression.Compress(left, right, left);
            for (int i = 0; i < group; i++)
            {
                if (TargetSum.Decode(left[i], digits) == SignatureVerdict.Valid)
                {
                    return candidates[i].Elements[..Xmss.RandomnessElements].ToArray();
                }
            }
        }

        throw new InvalidOperationException("A million attempts gave no digits that add up: the probability of that is below 2^-1800.");
    }

    /// <summary>The value of each chain at its digit, all chains side by side.</summary>
    private Digest4[] ChainValues(Slot slot, ReadOnlySpan<byte> digits)
    {
        Digest4[] values = new Digest4[Xmss.ChainCount];
        for (int pair = 0; pair < values.Length; pair += 2)
        {
            Digest8 starts = RollupHash.Compress(_secret.Key, XmssSecret.Input(SecretPurpose.ChainStarts, slot.Value, (uint)pair / 2));
            values[pair] = Xmss.Truncate(starts);
            values[pair + 1] = Digest4.FromElements(starts.Elements[Digest4.WordCount..]);
        }

        Digest8[] left = new Digest8[Xmss.ChainCount];
        Digest8[] right = new Digest8[Xmss.ChainCount];
        right.AsSpan().Fill(Xmss.ParameterRight(_secret.Parameter));
        for (int step = 0; step < Xmss.Base - 1; step++)
        {
            for (int chain = 0; chain < values.Length; chain++)
            {
                left[chain] = Xmss.ChainLeft(chain, step, slot, values[chain]);
            }

            PackedCompression.Compress(left, right, left);
            for (int chain = 0; chain < values.Length; chain++)
            {
                // Chains that are at their digit stay there; their lane did work for nothing.
                values[chain] = step < digits[chain] ? Xmss.Truncate(left[chain]) : values[chain];
            }
        }

        return values;
    }
}
