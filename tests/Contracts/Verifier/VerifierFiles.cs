using System.Text.Json;
using P2PProver.Contracts.Tests.Vectors;
using P2PProver.Stark.Solidity;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>The files of a case that are kept: generated sources, and as JSON a proof with vectors of the constraints.</summary>
internal static class VerifierFiles
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>All files, by full path.</summary>
    public static IReadOnlyDictionary<string, string> Create(VerifierCase verifierCase, VerifierProof proof)
    {
        IReadOnlyList<SolidityFile> sources = verifierCase.Generate(proof.Key);
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (SolidityFile source in sources)
        {
            files.Add(Path.Combine(verifierCase.Folder, source.Name), source.Text);
        }

        int parts = sources.Count(source => source.Name.StartsWith("parts/", StringComparison.Ordinal));
        byte[] wrongFinal = verifierCase == VerifierCase.Small ? verifierCase.ProveWithWrongFinalPolynomial() : [];
        files.Add(verifierCase.ProofFile, Json(proof, parts, wrongFinal));
        return files;
    }

    /// <summary>Writes all files and removes generated sources that are not among them.</summary>
    public static void Write(VerifierCase verifierCase, VerifierProof proof)
    {
        if (Directory.Exists(verifierCase.Folder))
        {
            Directory.Delete(verifierCase.Folder, recursive: true);
        }

        foreach ((string path, string text) in Create(verifierCase, proof))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    private static string Json(VerifierProof proof, int parts, byte[] wrongFinal)
    {
        IReadOnlyList<(string Inputs, string Folds)> constraints = ConstraintVectors.Create(proof.Key, VectorFiles.Seed);
        object content = new
        {
            parts,
            publicValues = proof.PublicValues.Select(value => value.ToCanonical()),
            sectionNames = proof.Sections.Select(section => section.Name),
            sectionStarts = proof.Sections.Select(section => section.Start),
            sectionLengths = proof.Sections.Select(section => section.Length),
            sectionElements = proof.Sections.Select(section => section.HasElements ? 1 : 0),
            constraintInputs = constraints.Select(vector => vector.Inputs),
            constraintFolds = constraints.Select(vector => vector.Folds),
            proof = "0x" + Convert.ToHexStringLower(proof.Calldata),
            wrongFinal = "0x" + Convert.ToHexStringLower(wrongFinal),
        };
        return JsonSerializer.Serialize(content, Format) + "\n";
    }
}
