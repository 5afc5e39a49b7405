using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>Conversions between canonical integers, elements and registers.</summary>
internal static class Elements
{
    public static KoalaBear[] Of(params ReadOnlySpan<uint> canonical)
    {
        KoalaBear[] elements = new KoalaBear[canonical.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = KoalaBear.FromCanonical(canonical[i]);
        }

        return elements;
    }

    /// <summary>The elements first, first + 1, ...</summary>
    public static KoalaBear[] Range(uint first, int count)
    {
        return [.. Enumerable.Range(0, count).Select(i => KoalaBear.FromCanonical(first + (uint)i))];
    }

    public static uint[] Canonical(ReadOnlySpan<KoalaBear> elements)
    {
        uint[] canonical = new uint[elements.Length];
        for (int i = 0; i < canonical.Length; i++)
        {
            canonical[i] = elements[i].ToCanonical();
        }

        return canonical;
    }

    public static uint[] Canonical(Digest8 digest)
    {
        return Canonical(digest.Elements);
    }

    public static KoalaBear[] Random(Prng prng, int count)
    {
        KoalaBear[] elements = new KoalaBear[count];
        prng.NextFields(elements);
        return elements;
    }

    /// <summary>Writes state number lane of a batch into its lane.</summary>
    public static void SetLane<T>(Span<T> batch, int lane, ReadOnlySpan<KoalaBear> state)
        where T : unmanaged, IPacked<T>
    {
        Span<uint> words = MemoryMarshal.Cast<T, uint>(batch);
        for (int i = 0; i < state.Length; i++)
        {
            words[(i * T.Lanes) + lane] = state[i].Montgomery;
        }
    }

    /// <summary>Reads one lane of a batch.</summary>
    public static KoalaBear[] GetLane<T>(Span<T> batch, int lane)
        where T : unmanaged, IPacked<T>
    {
        Span<uint> words = MemoryMarshal.Cast<T, uint>(batch);
        KoalaBear[] state = new KoalaBear[batch.Length];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = KoalaBear.FromMontgomery(words[(i * T.Lanes) + lane]);
        }

        return state;
    }
}
