using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion.Tests.Circuit;

/// <summary>A committed tree over matrices of two heights, and its openings inside a circuit.</summary>
internal sealed class MerkleCase : IDisposable
{
    public const int LogTall = 5;
    public const int LogLow = 3;
    private const int TallWidth = 11;
    private const int LowWidth = 6;

    private readonly FieldMatrix _tall;
    private readonly FieldMatrix _low;
    private readonly MerkleTree<Poseidon2Family> _tree;

    public MerkleCase(Prng prng, int logCap)
    {
        _tall = FieldMatrix.FromRows(CircuitCase.Random(prng, TallWidth << LogTall), TallWidth);
        _low = FieldMatrix.FromRows(CircuitCase.Random(prng, LowWidth << LogLow), LowWidth);
        _tree = MerkleTree<Poseidon2Family>.Commit([_tall, _low], logCap, threads: 1);
        LogCap = logCap;
    }

    public int LogCap { get; }

    public Digest8[] Cap => [.. _tree.Cap];

    /// <summary>Puts the cap into a table.</summary>
    public BlockTable InputCap(CircuitCase circuit)
    {
        foreach (Digest8 digest in Cap)
        {
            circuit.Tape.AddRange(digest.Elements);
        }

        return circuit.Builder.InputTable(LogCap);
    }

    /// <summary>Opens one leaf: the row of the low matrix, then that of the tall one, then the path.</summary>
    /// <returns>The sums of the two rows in the circuit.</returns>
    public (Extension Low, Extension Tall) Open(CircuitCase circuit, QuerySegment segment, BlockTable cap, Scalar position, int index)
    {
        segment.StartSum();
        AppendRow(circuit, _low, index);
        Block low = segment.HashRow(1);
        Extension lowSum = segment.TakeSum();
        segment.StartSum();
        AppendRow(circuit, _tall, index);
        segment.HashRow(2);
        Extension tallSum = segment.TakeSum();
        foreach (Digest8 sibling in _tree.OpenPath(index))
        {
            circuit.Tape.AddRange(sibling.Elements);
        }

        segment.VerifyPath(position, LogTall, cap, (LogLow, low));
        return (lowSum, tallSum);
    }

    /// <summary>What the sums must be.</summary>
    public (Ext5 Low, Ext5 Tall) Sums(int index, Ext5 challenge) => (Sum(_low, index, challenge), Sum(_tall, index, challenge));

    public void Dispose()
    {
        _tree.Dispose();
        _tall.Dispose();
        _low.Dispose();
    }

    private static KoalaBear[] Padded(FieldMatrix matrix, int index)
    {
        KoalaBear[] row = new KoalaBear[(matrix.Width + 7) / 8 * 8];
        matrix.Row(index & (matrix.Height - 1)).CopyTo(row);
        return row;
    }

    private static void AppendRow(CircuitCase circuit, FieldMatrix matrix, int index) => circuit.Tape.AddRange(Padded(matrix, index));

    private static Ext5 Sum(FieldMatrix matrix, int index, Ext5 challenge)
    {
        Ext5 sum = Ext5.Zero;
        foreach (KoalaBear element in Padded(matrix, index))
        {
            sum = (sum * challenge) + element;
        }

        return sum;
    }
}
