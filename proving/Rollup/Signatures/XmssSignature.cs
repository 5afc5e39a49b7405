using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>
/// A signature: randomness, one value of each chain, and the path of the leaf. The slot is not part of it; it stands in the operation.
/// </summary>
/// <remarks>
/// As bytes, the elements in that order as canonical integers of 31 bits, lowest bit first, without gaps: element i takes the bits
/// 31 i to 31 i + 30 of a little-endian bit string. The six bits left over at the end are zero.
/// </remarks>
public sealed class XmssSignature
{
    /// <summary>Elements of a signature.</summary>
    public const int ElementCount = Xmss.RandomnessElements + ((Xmss.ChainCount + Xmss.TreeHeight) * Digest4.WordCount);

    /// <summary>Bytes of a signature.</summary>
    public const int Bytes = ((ElementCount * ElementBits) + 7) / 8;

    private const int ElementBits = 31;
    private const ulong ElementMask = (1UL << ElementBits) - 1;
    private const int WindowBytes = sizeof(ulong);

    private readonly KoalaBear[] _elements;

    /// <summary>A signature of its parts.</summary>
    /// <exception cref="ArgumentException">A part has the wrong length.</exception>
    public XmssSignature(ReadOnlySpan<KoalaBear> randomness, ReadOnlySpan<Digest4> chains, ReadOnlySpan<Digest4> path)
    {
        if (randomness.Length != Xmss.RandomnessElements || chains.Length != Xmss.ChainCount || path.Length != Xmss.TreeHeight)
        {
            throw new ArgumentException("A signature has 6 elements of randomness, 42 chain values and 16 siblings.", nameof(randomness));
        }

        Randomness = randomness.ToArray();
        Chains = chains.ToArray();
        Path = path.ToArray();
        _elements = Flatten();
    }

    /// <summary>Six elements that make the digits add up.</summary>
    public IReadOnlyList<KoalaBear> Randomness { get; }

    /// <summary>42 values, each as many steps from its chain's start as the digit says.</summary>
    public IReadOnlyList<Digest4> Chains { get; }

    /// <summary>16 siblings from the leaf's own to the one below the root.</summary>
    public IReadOnlyList<Digest4> Path { get; }

    /// <summary>All elements in the order of the encoding.</summary>
    public ReadOnlySpan<KoalaBear> Elements => _elements;

    /// <summary>Reads a signature; null with the reason when the bytes are not what <see cref="Write"/> writes.</summary>
    public static XmssSignature? Read(ReadOnlySpan<byte> source, out SignatureFault fault)
    {
        if (source.Length != Bytes)
        {
            fault = SignatureFault.WrongLength;
            return null;
        }

        Span<KoalaBear> elements = stackalloc KoalaBear[ElementCount];
        bool canonical = true;
        for (int i = 0; i < ElementCount; i++)
        {
            canonical &= KoalaBear.TryFromCanonical((uint)(ReadBits(source, i * ElementBits) & ElementMask), out elements[i]);
        }

        bool hasZeroTail = source[^1] >> ((ElementCount * ElementBits) % 8) == 0;
        fault = !canonical ? SignatureFault.NonCanonicalElement : hasZeroTail ? SignatureFault.None : SignatureFault.NonZeroTail;
        return fault == SignatureFault.None ? FromElements(elements) : null;
    }

    /// <summary>The signature of <see cref="ElementCount"/> elements in the order of the encoding.</summary>
    public static XmssSignature FromElements(ReadOnlySpan<KoalaBear> elements)
    {
        Span<Digest4> digests = stackalloc Digest4[Xmss.ChainCount + Xmss.TreeHeight];
        for (int i = 0; i < digests.Length; i++)
        {
            digests[i] = Digest4.FromElements(elements.Slice(Xmss.RandomnessElements + (i * Digest4.WordCount), Digest4.WordCount));
        }

        return new XmssSignature(elements[..Xmss.RandomnessElements], digests[..Xmss.ChainCount], digests[Xmss.ChainCount..]);
    }

    /// <summary>Writes <see cref="Bytes"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        destination[..Bytes].Clear();
        for (int i = 0; i < ElementCount; i++)
        {
            int bit = i * ElementBits;
            ulong shifted = (ulong)_elements[i].ToCanonical() << (bit % 8);
            for (int place = bit / 8; shifted != 0; place++, shifted >>= 8)
            {
                destination[place] |= (byte)shifted;
            }
        }
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Bytes];
        Write(bytes);
        return bytes;
    }

    /// <summary>The bits from a position on, in the low end of a word.</summary>
    private static ulong ReadBits(ReadOnlySpan<byte> source, int bit)
    {
        Span<byte> window = stackalloc byte[WindowBytes];
        window.Clear();
        ReadOnlySpan<byte> rest = source[(bit / 8)..];
        rest[..int.Min(WindowBytes, rest.Length)].CopyTo(window);
        return BinaryPrimitives.ReadUInt64LittleEndian(window) >> (bit % 8);
    }

    private KoalaBear[] Flatten()
    {
        KoalaBear[] elements = new KoalaBear[ElementCount];
        Randomness.ToArray().CopyTo(elements, 0);
        int next = Xmss.RandomnessElements;
        foreach (Digest4 digest in Chains.Concat(Path))
        {
            digest.CopyTo(elements.AsSpan(next));
            next += Digest4.WordCount;
        }

        return elements;
    }
}
