using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// A sponge of rate eight without padding, in overwrite mode: each block of eight elements replaces the first eight elements of the
/// state, which is then permuted; a short last block replaces only its part. The digest is the first eight elements.
/// </summary>
/// <remarks>
/// Lengths are not bound: a message and its extension by the elements that the state happens to hold collide. Use it for messages
/// of one fixed length only, as trees do. An empty message hashes to zeros.
/// </remarks>
public static class Sponge<TPermutation>
    where TPermutation : struct, IPermutation<TPermutation>
{
    /// <summary>Elements absorbed by one permutation.</summary>
    public const int Rate = 8;

    /// <summary>The digest of a message of fixed length.</summary>
    public static Digest8 Hash(ReadOnlySpan<KoalaBear> message)
    {
        Span<KoalaBear> state = stackalloc KoalaBear[TPermutation.Width];
        state.Clear();
        for (ReadOnlySpan<KoalaBear> rest = message; rest.Length > 0; rest = rest[int.Min(Rate, rest.Length)..])
        {
            rest[..int.Min(Rate, rest.Length)].CopyTo(state);
            TPermutation.Permute(state);
        }

        return Digest8.FromElements(state[..Digest8.WordCount]);
    }
}
