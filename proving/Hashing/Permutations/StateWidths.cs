using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>Checks of state lengths for the permutations of sixteen elements.</summary>
internal static class StateWidths
{
    private const int Width = 16;

    /// <summary>One state as registers of one lane.</summary>
    public static Span<Packed1> OneState(Span<KoalaBear> state)
    {
        return state.Length == Width
            ? MemoryMarshal.Cast<KoalaBear, Packed1>(state)
            : throw new ArgumentException("A state has exactly sixteen elements.", nameof(state));
    }

    /// <summary>The number of batches that so many registers hold.</summary>
    public static int Batches(int registers)
    {
        return registers % Width == 0
            ? registers / Width
            : throw new ArgumentException("A batch has exactly sixteen registers.", nameof(registers));
    }
}
