using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Recursion.Tests.Circuit;

namespace P2PProver.Recursion.Tests.Machine;

/// <summary>A circuit with a row of every kind: all operations, a transcript, openings of trees of one and of two heights.</summary>
internal static class SampleCircuit
{
    /// <summary>Public values of the circuit.</summary>
    public const int PublicValueCount = 19;

    public static CircuitCase Create(ulong seed)
    {
        Prng prng = new(seed);
        CircuitCase c = new(CircuitCase.Random(prng, PublicValueCount));
        Extension challenge = Transcript(c, prng);
        Arithmetic(c, prng);
        Queries(c, prng, challenge);
        return c;
    }

    private static Extension Transcript(CircuitCase c, Prng prng)
    {
        CircuitTranscript transcript = new(c.Builder);
        transcript.Observe(c.Builder.PublicBlock(0));
        transcript.Observe(c.Builder.PublicValue(9));
        BlockTable shifted = c.Builder.NewTable(1);
        c.Tape.AddRange(CircuitCase.Random(prng, 16));
        transcript.ObserveTable(shifted);
        Extension first = transcript.SampleExtension();
        BlockTable aligned = c.Builder.NewTable(1);
        c.Tape.AddRange(CircuitCase.Random(prng, 16));
        transcript.ObserveTable(aligned);
        c.Builder.AssertEqual(aligned[1], aligned[1]);
        transcript.Observe(c.Input([.. Enumerable.Range(0, 11).Select(_ => prng.NextExt())]));
        Extension second = transcript.SampleExtension();
        Bits bits = transcript.SampleBits();
        c.Builder.Power(KoalaBear.TwoAdicGenerator(5), bits, 0, 5);
        return c.Builder.MultiplyAdd(first, second, transcript.SampleExtension());
    }

    private static void Arithmetic(CircuitCase c, Prng prng)
    {
        CircuitBuilder b = c.Builder;
        (Extension x, Extension y) = (c.Input(prng.NextExt()), c.Input(prng.NextExt()));
        Extension z = b.Quotient(b.Fold(x, y, b.Select(b.One, x, y), prng.NextField()), x, y);
        b.AssertEqual(b.Multiply(b.Inverse(z), z), b.One);
        b.AssertSelect(b.Zero, x, y, x);
        (Scalar u, Scalar v) = (c.Input(prng.NextField()), c.Input(prng.NextField()));
        b.AssertEqual(b.Multiply(b.Divide(u, v), v), u);
        b.AssertBool(b.Select(b.One, u, b.Zero));
        Block block = c.InputBlock(CircuitCase.Random(prng, 8));
        Block digest = b.Compress(block, b.Hash([block, b.Pack([.. b.Unpack(block)])]));
        b.AssertEqual(digest, digest);
    }

    private static void Queries(CircuitCase c, Prng prng, Extension challenge)
    {
        using MerkleCase tree = new(prng, logCap: 1);
        BlockTable cap = tree.InputCap(c);
        QuerySegment segment = c.Builder.BeginQueries(challenge);
        foreach (int index in (int[])[19, 6])
        {
            (Extension low, Extension tall) = tree.Open(c, segment, cap, c.Input((uint)index), index);
            c.Builder.MultiplyAdd(low, tall, challenge);
        }

        FriRow(c, prng, segment);
    }

    private static void FriRow(CircuitCase c, Prng prng, QuerySegment segment)
    {
        const int Leaf = 2;
        using FieldMatrix rows = FieldMatrix.FromRows(CircuitCase.Random(prng, 40 << 2), 40);
        using MerkleTree<Poseidon2Family> tree = MerkleTree<Poseidon2Family>.Commit([rows], 1, threads: 1);
        foreach (Digest8 digest in tree.Cap)
        {
            c.Tape.AddRange(digest.Elements);
        }

        BlockTable cap = c.Builder.InputTable(1);
        PackedExtensions row = c.Input([.. Enumerable.Range(0, 8).Select(i => new Ext5(rows.Row(Leaf).Slice(5 * i, 5)))]);
        Scalar position = c.Input(Leaf);
        segment.HashBlocks(row.Blocks);
        c.Tape.AddRange(tree.OpenPath(Leaf).SelectMany(sibling => sibling.Elements.ToArray()));
        segment.VerifyPath(position, 2, cap);
    }
}
