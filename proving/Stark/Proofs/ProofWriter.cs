using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>Writes a proof's bytes: the exact counterpart of <see cref="ProofReader"/>.</summary>
internal sealed class ProofWriter(ProofParameters parameters, ProofForm form)
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

    /// <summary>Writes the openings of some trees.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="openings">For each tree its opening.</param>
    /// <param name="indices">The query indices.</param>
    public void WriteOpenings(ReadOnlySpan<TreeShape> trees, ReadOnlySpan<TreeOpening> openings, ReadOnlySpan<int> indices)
    {
        for (int i = 0; i < openings.Length; i++)
        {
            if (form == ProofForm.Calldata)
            {
                WriteRowsByQuery(trees[i], openings[i], indices);
                continue;
            }

            foreach (KoalaBear[] rows in openings[i].Rows)
            {
                WriteElements(rows);
            }

            WriteDigests(openings[i].Siblings);
        }

        for (int i = 0; i < openings.Length && form == ProofForm.Calldata; i++)
        {
            WriteDigests(openings[i].Siblings);
        }
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void WriteRowsByQuery(TreeShape tree, TreeOpening opening, ReadOnlySpan<int> indices)
    {
        for (int i = 0; i < tree.Groups.Length; i++)
        {
            TreeGroup group = tree.Groups[i];
            int[] positions = TreeShape.Positions(indices, group.LogSize);
            foreach (int index in indices)
            {
                int place = Array.BinarySearch(positions, index & ((1 << group.LogSize) - 1));
                WriteElements(opening.Rows[i].AsSpan(place * group.Width, group.Width));
            }
        }
    }

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
            Span<byte> word = destination[(i * sizeof(uint))..];
            if (form == ProofForm.Compact)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(word, elements[i].ToCanonical());
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(word, elements[i].ToCanonical());
            }
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
