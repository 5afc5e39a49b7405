using System.Buffers.Binary;
using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// Reads a proof's bytes. Never throws on any input: the first problem is kept in <see cref="Status"/> and everything read after it is
/// zero. Field elements are canonical 32-bit words, digests eight such words or raw Keccak bytes.
/// </summary>
internal ref struct ProofReader
{
    private readonly ProofParameters _parameters;
    private readonly HashSuite _suite;
    private readonly ProofForm _form;
    private ReadOnlySpan<byte> _rest;

    public ProofReader(ReadOnlySpan<byte> proof, ProofParameters parameters, ProofForm form)
    {
        _form = form;
        _rest = proof;
        _parameters = parameters;
        _suite = HashSuite.Of(parameters.Hash);
        Status = VerifyStatus.Valid;
    }

    /// <summary>Gets the first problem met.</summary>
    public VerifyStatus Status { get; private set; }

    /// <summary>Gets the number of bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    public ProofHead ReadHead(ProofShape shape)
    {
        ProofHead head = ProofHead.Create(shape);
        ReadDigests(head.MainCap);
        if (shape.HasLookups)
        {
            head.LookupWitness = ReadWitness(_parameters.LookupGrindingBits);
            ReadDigests(head.PermutationCap);
            ReadExtensions(head.Terminals);
        }

        ReadDigests(head.QuotientCap);
        ReadExtensions(head.Openings);
        head.BatchWitness = ReadWitness(_parameters.BatchGrindingBits);
        for (int i = 0; i < head.FoldCaps.Length; i++)
        {
            ReadDigests(head.FoldCaps[i]);
            head.FoldWitnesses[i] = ReadWitness(_parameters.FoldGrindingBits);
        }

        ReadExtensions(head.FinalPolynomial);
        head.QueryWitness = ReadWitness(_parameters.QueryGrindingBits);
        return head;
    }

    /// <summary>Reads the openings of some trees; how long they are follows from the trees' shapes and the indices.</summary>
    public TreeOpening[] ReadOpenings(ReadOnlySpan<TreeShape> trees, ReadOnlySpan<int> indices)
    {
        TreeOpening[] openings = new TreeOpening[trees.Length];
        if (_form == ProofForm.Compact)
        {
            for (int i = 0; i < openings.Length; i++)
            {
                openings[i] = new TreeOpening(ReadRows(trees[i], indices), ReadSiblings(trees[i], indices));
            }

            return openings;
        }

        KoalaBear[][][] rows = new KoalaBear[trees.Length][][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = ReadRowsByQuery(trees[i], indices);
        }

        for (int i = 0; i < openings.Length; i++)
        {
            openings[i] = new TreeOpening(rows[i], ReadSiblings(trees[i], indices));
        }

        return openings;
    }

    /// <summary>Refuses what follows the last element.</summary>
    public void ReadEnd()
    {
        if (!_rest.IsEmpty)
        {
            Fail(VerifyStatus.TrailingBytes);
        }
    }

    private KoalaBear[][] ReadRows(TreeShape tree, ReadOnlySpan<int> indices)
    {
        KoalaBear[][] rows = new KoalaBear[tree.Groups.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            int count = TreeShape.Positions(indices, tree.Groups[i].LogSize).Length * tree.Groups[i].Width;
            rows[i] = Has((long)count * sizeof(uint)) ? new KoalaBear[count] : [];
            ReadElements(rows[i]);
        }

        return rows;
    }

    // The rows of several queries at one position must be equal; one of them is kept.
    private KoalaBear[][] ReadRowsByQuery(TreeShape tree, ReadOnlySpan<int> indices)
    {
        KoalaBear[][] rows = new KoalaBear[tree.Groups.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            TreeGroup group = tree.Groups[i];
            int[] positions = TreeShape.Positions(indices, group.LogSize);
            rows[i] = Has((long)indices.Length * group.Width * sizeof(uint)) ? new KoalaBear[positions.Length * group.Width] : [];
            HashSet<int> seen = [];
            KoalaBear[] row = new KoalaBear[group.Width];
            for (int query = 0; query < indices.Length && Status == VerifyStatus.Valid; query++)
            {
                ReadElements(row);
                int place = Array.BinarySearch(positions, indices[query] & ((1 << group.LogSize) - 1));
                Span<KoalaBear> kept = rows[i].AsSpan(place * group.Width, group.Width);
                if (!seen.Add(place) && !kept.SequenceEqual(row))
                {
                    Fail(VerifyStatus.RowsDisagree);
                }

                row.CopyTo(kept);
            }
        }

        return rows;
    }

    private Digest8[] ReadSiblings(TreeShape tree, ReadOnlySpan<int> indices)
    {
        int count = tree.CountSiblings(indices);
        Digest8[] digests = Has((long)count * _suite.DigestBytes) ? new Digest8[count] : [];
        ReadDigests(digests);
        return digests;
    }

    private bool Has(long bytes)
    {
        if (_rest.Length < bytes)
        {
            Fail(VerifyStatus.Truncated);
        }

        return Status == VerifyStatus.Valid;
    }

    private void Fail(VerifyStatus status)
    {
        if (Status == VerifyStatus.Valid)
        {
            Status = status;
        }

        _rest = [];
    }

    private KoalaBear ReadWitness(int bits) => bits == 0 ? KoalaBear.Zero : ReadElement();

    private KoalaBear ReadElement()
    {
        if (!Has(sizeof(uint)))
        {
            return KoalaBear.Zero;
        }

        uint word = _form == ProofForm.Compact
            ? BinaryPrimitives.ReadUInt32LittleEndian(_rest)
            : BinaryPrimitives.ReadUInt32BigEndian(_rest);
        _rest = _rest[sizeof(uint)..];
        if (!KoalaBear.TryFromCanonical(word, out KoalaBear element))
        {
            Fail(VerifyStatus.NonCanonical);
        }

        return element;
    }

    private void ReadElements(Span<KoalaBear> elements)
    {
        for (int i = 0; i < elements.Length && Status == VerifyStatus.Valid; i++)
        {
            elements[i] = ReadElement();
        }
    }

    private void ReadExtensions(Span<Ext5> elements) =>
        ReadElements(MemoryMarshal.Cast<Ext5, KoalaBear>(elements));

    private void ReadDigests(Span<Digest8> digests)
    {
        int length = _suite.DigestBytes;
        for (int i = 0; i < digests.Length && Has(length); i++)
        {
            if (!_suite.TryReadDigest(_rest[..length], out digests[i]))
            {
                Fail(VerifyStatus.NonCanonical);
                return;
            }

            _rest = _rest[length..];
        }
    }
}
