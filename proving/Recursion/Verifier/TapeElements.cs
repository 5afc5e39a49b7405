using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <summary>How parts of a proof stand on a tape.</summary>
internal static class TapeElements
{
    /// <summary>Digests, eight elements each.</summary>
    public static void Write(ReadOnlySpan<Digest8> digests, Span<KoalaBear> elements)
    {
        for (int i = 0; i < digests.Length; i++)
        {
            digests[i].Elements.CopyTo(elements[(i * Digest8.WordCount)..]);
        }
    }

    /// <summary>Extension values, five elements each.</summary>
    public static void Write(ReadOnlySpan<Ext5> values, Span<KoalaBear> elements)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i].CopyTo(elements[(i * Ext5.Degree)..]);
        }
    }
}
