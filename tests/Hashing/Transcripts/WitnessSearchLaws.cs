using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>Searches for witnesses, at every instruction set, find what the check of the transcript accepts and nothing else.</summary>
internal static class WitnessSearchLaws
{
    public delegate bool Search(InstructionSet level, uint first, uint count, out uint witness);

    /// <summary>Compares on ranges of every length around the register widths, at the beginning and at the end of the field.</summary>
    public static void AgreesWithTheCheck(ITranscript transcript, int bits, Search search)
    {
        foreach (uint first in new[] { 0u, 1000u, KoalaBear.Modulus - 80 })
        {
            bool[] right = [.. Enumerable.Range(0, 80).Select(i => transcript.Clone().CheckWitness(bits, KoalaBear.FromCanonical(first + (uint)i)))];
            foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
            {
                for (int count = 1; count <= 80; count++)
                {
                    int expected = Array.IndexOf(right, true, 0, count);
                    bool found = search(level, first, (uint)count, out uint witness);
                    found.ShouldBe(expected >= 0, $"{level}, {count} witnesses from {first}");
                    if (found)
                    {
                        witness.ShouldBe(first + (uint)expected, $"{level}, {count} witnesses from {first}");
                    }
                }
            }
        }
    }
}
