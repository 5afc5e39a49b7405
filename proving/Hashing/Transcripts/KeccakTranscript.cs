using System.Buffers;
using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>A transcript by Keccak-256 for proofs that are verified on chain: a 32-byte state, a hash for each phase, a hash for each word drawn.</summary>
/// <remarks>
/// <para>The layouts below are the protocol; the contract mirrors them. Integers in hash inputs are big-endian, as the EVM has them.</para>
/// <para>
/// Observe appends to a pending string: an element as its canonical value in four bytes; an extension element as its five coefficients,
/// constant coefficient first, 20 bytes; a digest as its 32 bytes, a short one followed by zeros.
/// </para>
/// <para>
/// Absorb happens when the pending string is not empty and something is drawn or ground: state = keccak256(state || pending), and the
/// counter becomes zero. The first state is 32 zero bytes. The input has 32 + 4 k bytes, k at least one.
/// </para>
/// <para>
/// Word number i since the last absorption is keccak256(state || i in five bytes), 37 bytes, read as one 256-bit integer w. The lengths
/// keep words and absorptions apart.
/// </para>
/// <para>An extension challenge takes one fresh word: coefficient j is ((w >> 51 j) mod 2^51) mod p; each residue's probability is at most
/// (1 + 2^-20) / p.</para>
/// <para>
/// Bits take 32-bit slices of a word, eight from each, lowest first: slice j is (w >> 32 j) mod 2^32, and its low bits are the result.
/// A fresh word is drawn when all eight are used, or when an absorption or an extension challenge came in between.
/// </para>
/// <para>
/// Grinding absorbs what is pending, then the witness alone: state = keccak256(state || witness in four bytes), 36 bytes. The witness is
/// right when the low bits of that state, read as an integer, are zero.
/// </para>
/// </remarks>
public sealed class KeccakTranscript : ITranscript
{
    /// <summary>Challenges of <see cref="SampleBits"/> that one word gives.</summary>
    public const int SlicesPerWord = 8;

    private const int StateBytes = Keccak256.DigestBytes;
    private const int CounterBytes = 5;
    private const int CoefficientBits = 51;
    private const int LimbBits = 64;

    private readonly byte[] _state = new byte[StateBytes];
    private readonly byte[] _word = new byte[StateBytes];
    private readonly ArrayBufferWriter<byte> _pending = new();
    private uint _counter;
    private int _slicesUsed = SlicesPerWord;

    /// <summary>A transcript that has observed nothing.</summary>
    public KeccakTranscript()
    {
    }

    private KeccakTranscript(KeccakTranscript other)
    {
        other._state.CopyTo(_state, 0);
        other._word.CopyTo(_word, 0);
        _pending.Write(other._pending.WrittenSpan);
        _counter = other._counter;
        _slicesUsed = other._slicesUsed;
    }

    public void Observe(KoalaBear value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_pending.GetSpan(sizeof(uint)), value.ToCanonical());
        _pending.Advance(sizeof(uint));
    }

    public void Observe(ReadOnlySpan<KoalaBear> values)
    {
        foreach (KoalaBear value in values)
        {
            Observe(value);
        }
    }

    public void Observe(Ext5 value)
    {
        for (int i = 0; i < Ext5.Degree; i++)
        {
            Observe(value[i]);
        }
    }

    public void Observe(in Digest8 digest)
    {
        _pending.Write(digest.Bytes);
    }

    public void Observe(ReadOnlySpan<Digest8> digests)
    {
        foreach (ref readonly Digest8 digest in digests)
        {
            Observe(digest);
        }
    }

    public Ext5 SampleExt()
    {
        DrawWord();
        _slicesUsed = SlicesPerWord;
        Span<ulong> limbs = stackalloc ulong[StateBytes / sizeof(ulong)];
        for (int i = 0; i < limbs.Length; i++)
        {
            limbs[i] = BinaryPrimitives.ReadUInt64BigEndian(_word.AsSpan(StateBytes - ((i + 1) * sizeof(ulong))));
        }

        Span<KoalaBear> coefficients = stackalloc KoalaBear[Ext5.Degree];
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = KoalaBear.Reduce(Slice(limbs, i * CoefficientBits));
        }

        return new(coefficients);
    }

    public uint SampleBits(int bits)
    {
        Grinding.ThrowIfInvalid(bits);
        if (_slicesUsed == SlicesPerWord || _pending.WrittenCount > 0)
        {
            DrawWord();
            _slicesUsed = 0;
        }

        _slicesUsed++;
        uint slice = BinaryPrimitives.ReadUInt32BigEndian(_word.AsSpan(StateBytes - (_slicesUsed * sizeof(uint))));
        return slice & ((1u << bits) - 1);
    }

    public uint Grind(int bits, int threads)
    {
        Grinding.ThrowIfInvalid(bits);
        if (bits == 0)
        {
            return 0;
        }

        Absorb();
        uint witness = Grinding.FindSmallest(PrepareSearch(bits), threads);
        Observe(KoalaBear.FromCanonical(witness));
        Absorb();
        return witness;
    }

    public bool CheckWitness(int bits, KoalaBear witness)
    {
        Grinding.ThrowIfInvalid(bits);
        if (bits == 0)
        {
            return witness.IsZero;
        }

        Absorb();
        Observe(witness);
        Absorb();
        return (BinaryPrimitives.ReadUInt32BigEndian(_state.AsSpan(StateBytes - sizeof(uint))) & ((1u << bits) - 1)) == 0;
    }

    public ITranscript Clone()
    {
        return new KeccakTranscript(this);
    }

    /// <summary>A search from the present state; nothing may be pending.</summary>
    internal KeccakWitnessSearch PrepareSearch(int bits)
    {
        return new(_state, (1u << bits) - 1);
    }

    /// <summary>51 bits of a 256-bit integer, given as limbs, from a bit position on.</summary>
    private static ulong Slice(ReadOnlySpan<ulong> limbs, int position)
    {
        int limb = position / LimbBits;
        int shift = position % LimbBits;
        ulong value = limbs[limb] >> shift;
        if (shift + CoefficientBits > LimbBits)
        {
            value |= limbs[limb + 1] << (LimbBits - shift);
        }

        return value & ((1UL << CoefficientBits) - 1);
    }

    private void Absorb()
    {
        int count = _pending.WrittenCount;
        if (count == 0)
        {
            return;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(StateBytes + count);
        _state.CopyTo(rented, 0);
        _pending.WrittenSpan.CopyTo(rented.AsSpan(StateBytes));
        Keccak256.Hash(rented.AsSpan(0, StateBytes + count), _state);
        ArrayPool<byte>.Shared.Return(rented);
        _pending.ResetWrittenCount();
        _counter = 0;
        _slicesUsed = SlicesPerWord;
    }

    private void DrawWord()
    {
        Absorb();
        Span<byte> input = stackalloc byte[StateBytes + CounterBytes];
        input.Clear();
        _state.CopyTo(input);
        BinaryPrimitives.WriteUInt32BigEndian(input[^sizeof(uint)..], _counter);
        Keccak256.Hash(input, _word);
        _counter++;
    }
}
