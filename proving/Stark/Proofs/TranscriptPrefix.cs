using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// What every transcript observes before the public values: protocol version, parameter set, the key's digest, and the shapes of tables
/// and public values. The digest stands between two parts that are constants of machine and parameters.
/// </summary>
public static class TranscriptPrefix
{
    /// <summary>The elements before the key's digest.</summary>
    public static KoalaBear[] BeforeDigest(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return [Element(ProofParameters.ProtocolVersion), .. key.SystemId.Elements];
    }

    /// <summary>The elements between the key's digest and the public values.</summary>
    public static KoalaBear[] BehindDigest(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        List<int> shapes = [key.Shape.Tables.Length];
        foreach (TableShape table in key.Shape.Tables)
        {
            shapes.AddRange([table.LogHeight, table.PreprocessedWidth, table.MainWidth, table.PermutationWidth, table.QuotientChunks]);
        }

        shapes.Add(key.Machine.PublicValueCount);
        return [.. shapes.Select(Element)];
    }

    /// <summary>All of it.</summary>
    public static KoalaBear[] Of(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return [.. BeforeDigest(key), .. key.Digest.Elements, .. BehindDigest(key)];
    }

    private static KoalaBear Element(int value) => KoalaBear.FromCanonical((uint)value);
}
