using System.Buffers.Binary;
using System.Runtime.InteropServices;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// Reads a proof's bytes. Never throws on any input: the first problem is kept in <see cref="Status"/> and everything read after it is
/// zero. Field elements are canonical little-endian 32-bit words, digests eight such words or raw Keccak bytes.
/// </summary>
internal ref struct ProofReader
{
    private readonly ProofParameters _parameters;
    private readonly HashSuite _suite;
    private ReadOnlySpan<byte> _rest;

    public ProofReader(ReadOnlySpan<byte> proof, ProofParameters parameters)
    {
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

    /// <summary>Reads one tree's opening; how long it is follows from the tree's shape and the indices.</summary>
    public TreeOpening ReadOpening(TreeShape tree, ReadOnlySpan<int> indices)
    {
        int siblings = tree.CountSiblings(indices);
        KoalaBear[][] rows = new KoalaBear[tree.Groups.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            int count = TreeShape.Positions(indices, tree.Groups[i].LogSize).Length * tree.Groups[i].Width;
            rows[i] = Has((long)count * sizeof(uint)) ? new KoalaBear[count] : [];
            ReadElements(rows[i]);
        }

        Digest8[] digests = Has((long)siblings * _suite.DigestBytes) ? new Digest8[siblings] : [];
        ReadDigests(digests);
        return new TreeOpening(rows, digests);
    }

    /// <summary>Refuses what follows the last element.</summary>
    public void ReadEnd()
    {
        if (!_rest.IsEmpty)
        {
            Fail(VerifyStatus.TrailingBytes);
        }
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

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
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
