using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// A machine of about the shape of the circuit whose proof a contract verifies, for measuring what that costs before the circuit exists.
/// It proves a real statement: data of 2^h blocks of eight elements has a given Poseidon2 sponge digest and, as the coefficients of a
/// polynomial, a given value at a given point. One permutation and eight data elements a row; extension and base arithmetic beside.
/// </summary>
public sealed class LastCircuitModel
{
    /// <summary>Public values: the digest (8), the point (5) and the value there (5).</summary>
    public const int PublicValueCount = DigestWidth + (2 * ProofParameters.ExtensionDegree);

    internal const int DigestWidth = 8;

    private readonly SpongeColumns _sponge;
    private readonly EvaluationColumns _evaluation;
    private readonly ArithmeticColumns _arithmetic;
    private readonly BaseColumns _base;

    /// <summary>Describes the machine.</summary>
    /// <param name="logHeight">log2 of the blocks, which is the height of the two large tables.</param>
    /// <param name="logArithmeticHeight">log2 of the height of the two arithmetic tables, not above <paramref name="logHeight"/>.</param>
    public LastCircuitModel(int logHeight, int logArithmeticHeight)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logArithmeticHeight, logHeight);
        TableBuilder sponge = new("sponge", logHeight);
        TableBuilder evaluation = new("evaluation", logHeight);
        TableBuilder arithmetic = new("arithmetic", logArithmeticHeight);
        TableBuilder numbers = new("base", logArithmeticHeight);
        _sponge = new SpongeColumns(sponge);
        _evaluation = new EvaluationColumns(evaluation);
        _arithmetic = new ArithmeticColumns(arithmetic);
        _base = new BaseColumns(numbers);
        Machine = new Machine("last circuit model", 1, [sponge.Build(), evaluation.Build(), arithmetic.Build(), numbers.Build()], PublicValueCount);
    }

    /// <summary>The machine.</summary>
    public Machine Machine { get; }

    private int Height => Machine.Tables[0].Height;

    private int ArithmeticHeight => Machine.Tables[2].Height;

    /// <summary>The preprocessed traces; the caller owns them.</summary>
    public FieldMatrix?[] Preprocessed()
    {
        FieldMatrix[] traces = [.. Machine.Tables.Select(table => FieldMatrix.Zeros(table.Height, table.PreprocessedWidth))];
        _sponge.FillPreprocessed(traces[0]);
        _evaluation.FillPreprocessed(traces[1], ArithmeticHeight);
        _arithmetic.FillPreprocessed(traces[2]);
        _base.FillPreprocessed(traces[3]);
        return traces;
    }

    /// <summary>Main traces and public values for pseudo-random data; the caller owns the traces.</summary>
    public (FieldMatrix[] Traces, KoalaBear[] PublicValues) Generate(ulong seed)
    {
        Prng prng = new(seed);
        FieldMatrix[] traces = [.. Machine.Tables.Select(table => FieldMatrix.Zeros(table.Height, table.MainWidth))];
        Ext5 point = prng.NextExt();
        KoalaBear[] data = new KoalaBear[Height * DigestWidth];
        prng.NextFields(data);
        _sponge.Fill(traces[0], data);
        Ext5 value = _evaluation.Fill(traces[1], data, _sponge.Digests(traces[0]), point);
        _arithmetic.Fill(traces[2], _evaluation.Sums(traces[1], ArithmeticHeight), prng);
        _base.Fill(traces[3], _arithmetic.Results(traces[2]));
        ReadOnlySpan<KoalaBear> digests = _sponge.Digests(traces[0]);
        KoalaBear[] publicValues = new KoalaBear[PublicValueCount];
        digests[^DigestWidth..].CopyTo(publicValues);
        for (int i = 0; i < Ext5.Degree; i++)
        {
            publicValues[DigestWidth + i] = point[i];
            publicValues[DigestWidth + Ext5.Degree + i] = value[i];
        }

        return (traces, publicValues);
    }

    internal static ImmutableArray<Expr> Public(TableBuilder table, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(table.PublicValue)];

    internal static Bus Blocks { get; } = new("blocks", 1 + DigestWidth);

    internal static Bus Values { get; } = new("values", 1 + Ext5.Degree);

    internal static Bus Numbers { get; } = new("numbers", 2);

    internal static KoalaBear Element(int value) => KoalaBear.FromCanonical((uint)value);
}
