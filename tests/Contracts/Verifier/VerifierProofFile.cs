using System.Text.Json;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>A kept proof, as forge tests read it.</summary>
/// <param name="Parts">Contracts that evaluate constraints.</param>
/// <param name="PublicValues">The public values.</param>
/// <param name="Proof">The proof in calldata form.</param>
/// <param name="Sections">First byte and length of each section.</param>
internal sealed record VerifierProofFile(int Parts, uint[] PublicValues, byte[] Proof, IReadOnlyList<(int Start, int Length)> Sections)
{
    public static VerifierProofFile Read(VerifierCase verifierCase)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(verifierCase.ProofFile));
        JsonElement root = document.RootElement;
        int[] starts = Numbers(root.GetProperty("sectionStarts"));
        int[] lengths = Numbers(root.GetProperty("sectionLengths"));
        return new(
            root.GetProperty("parts").GetInt32(),
            [.. root.GetProperty("publicValues").EnumerateArray().Select(value => value.GetUInt32())],
            Convert.FromHexString(root.GetProperty("proof").GetString()![2..]),
            [.. starts.Zip(lengths)]);
    }

    private static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetInt32())];
}
