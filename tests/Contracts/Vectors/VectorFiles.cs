using System.Text.Json;
using P2PProver.Fields;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>
/// What the C# libraries compute, as JSON files that forge tests read. A seed determines all of them; the files of one seed are kept
/// in contracts/test/vectors.
/// </summary>
internal static class VectorFiles
{
    /// <summary>The seed of the files that are kept.</summary>
    public const ulong Seed = 20261122;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>File names and texts.</summary>
    public static IReadOnlyDictionary<string, string> Create(ulong seed)
    {
        Prng prng = new(seed);
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["fields.json"] = Text(new { seed, @base = FieldVectors.Base(prng.Fork()), ext = FieldVectors.Ext(prng.Fork()) }),
            ["rows.json"] = Text(new { seed, sums = RowVectors.Sums(prng.Fork()) }),
            ["folds.json"] = Text(new { seed, arity8 = RowVectors.FoldsOf(prng.Fork(), 8), arity16 = RowVectors.FoldsOf(prng.Fork(), 16) }),
            ["transcript.json"] = Text(new { seed, scripts = TranscriptVectors.Create(prng.Fork()) }),
            ["merkle.json"] = Text(new { seed, cases = MerkleVectors.Create(prng.Fork()) }),
            ["state.json"] = Text(new { seed, compressions = StateVectors.Compressions(prng.Fork()), paths = StateVectors.Paths(prng.Fork()) }),
            ["batches.json"] = Text(new { seed, batches = BatchVectors.Create(prng.Fork()), refusals = BatchRefusals.Create(prng.Fork()) }),
        };
    }

    /// <summary>Writes the files of a seed to a folder.</summary>
    public static void Write(ulong seed, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, string text) in Create(seed))
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private static string Text(object value)
    {
        return JsonSerializer.Serialize(value, Format) + "\n";
    }
}
