using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>Writes a proof's bytes: the exact counterpart of <see cref="ProofReader"/>.</summary>
internal sealed class ProofWriter(ProofParameters parameters)
{
    private readonly HashSuite _suite = HashSuite.Of(parameters.Hash);
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void WriteHead(ProofShape shape, ProofHead head)
    {
        WriteDigests(head.MainCap);
        if (shape.HasLookups)
        {
            WriteWitness(parameters.LookupGrindingBits, head.LookupWitness);
            WriteDigests(head.PermutationCap);
            WriteExtensions(head.Terminals);
        }

        WriteDigests(head.QuotientCap);
        WriteExtensions(head.Openings);
        WriteWitness(parameters.BatchGrindingBits, head.BatchWitness);
        for (int i = 0; i < head.FoldCaps.Length; i++)
        {
            WriteDigests(head.FoldCaps[i]);
            WriteWitness(parameters.FoldGrindingBits, head.FoldWitnesses[i]);
        }

        WriteExtensions(head.FinalPolynomial);
        WriteWitness(parameters.QueryGrindingBits, head.QueryWitness);
    }

    public void WriteOpening(TreeOpening opening)
    {
        foreach (KoalaBear[] rows in opening.Rows)
        {
            WriteElements(rows);
        }

        WriteDigests(opening.Siblings);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void WriteWitness(int bits, KoalaBear witness)
    {
        if (bits > 0)
        {
            WriteElements([witness]);
        }
    }

    private void WriteElements(ReadOnlySpan<KoalaBear> elements)
    {
        Span<byte> destination = _bytes.GetSpan(Math.Max(1, elements.Length * sizeof(uint)));
        for (int i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination[(i * sizeof(uint))..], elements[i].ToCanonical());
        }

        _bytes.Advance(elements.Length * sizeof(uint));
    }

    private void WriteExtensions(ReadOnlySpan<Ext5> elements) =>
        WriteElements(MemoryMarshal.Cast<Ext5, KoalaBear>(elements));

    private void WriteDigests(ReadOnlySpan<Digest8> digests)
    {
        foreach (ref readonly Digest8 digest in digests)
        {
            _suite.WriteDigest(digest, _bytes.GetSpan(_suite.DigestBytes)[.._suite.DigestBytes]);
            _bytes.Advance(_suite.DigestBytes);
        }
    }
}
