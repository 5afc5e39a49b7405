using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// A transcript by a duplex sponge over field elements, state sixteen and rate eight, with the semantics of Plonky3's duplex
/// challenger that binds lengths.
/// </summary>
/// <remarks>
/// Observed elements are buffered. When eight are there, or a challenge is wanted while some are there, they overwrite the beginning of
/// the rate, the rest of the rate is zeroed, their number is added to element 8 (the first of the capacity), and the state is permuted;
/// [5, 7] and [5, 7, 0, 0] therefore differ. Challenges are taken from the eight rate elements, last one first; when they are used up
/// the state is permuted again, and any observation discards those that are left. An extension challenge is five elements, constant
/// coefficient first; bits are the low bits of a canonical element.
/// </remarks>
public sealed class DuplexTranscript<TPermutation> : ITranscript
    where TPermutation : struct, IPermutation<TPermutation>
{
    private const int Rate = 8;

    private readonly KoalaBear[] _state = new KoalaBear[TPermutation.Width];
    private readonly KoalaBear[] _input = new KoalaBear[Rate];
    private int _inputCount;
    private int _outputCount;

    /// <summary>A transcript that has observed nothing.</summary>
    public DuplexTranscript()
    {
    }

    private DuplexTranscript(DuplexTranscript<TPermutation> other)
    {
        other._state.CopyTo(_state, 0);
        other._input.CopyTo(_input, 0);
        _inputCount = other._inputCount;
        _outputCount = other._outputCount;
    }

    public void Observe(KoalaBear value)
    {
        _outputCount = 0;
        _input[_inputCount++] = value;
        if (_inputCount == Rate)
        {
            Duplex();
        }
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
        Observe(digest.Elements);
    }

    public void Observe(ReadOnlySpan<Digest8> digests)
    {
        foreach (ref readonly Digest8 digest in digests)
        {
            Observe(digest.Elements);
        }
    }

    /// <summary>Draws a challenge from the base field.</summary>
    public KoalaBear Sample()
    {
        if (_inputCount > 0 || _outputCount == 0)
        {
            Duplex();
        }

        return _state[--_outputCount];
    }

    public Ext5 SampleExt()
    {
        KoalaBear c0 = Sample();
        KoalaBear c1 = Sample();
        KoalaBear c2 = Sample();
        KoalaBear c3 = Sample();
        return new(c0, c1, c2, c3, Sample());
    }

    public uint SampleBits(int bits)
    {
        Grinding.ThrowIfInvalid(bits);
        return Sample().ToCanonical() & ((1u << bits) - 1);
    }

    public uint Grind(int bits, int threads)
    {
        Grinding.ThrowIfInvalid(bits);
        if (bits == 0)
        {
            return 0;
        }

        uint witness = Grinding.FindSmallest(PrepareSearch(bits), threads);
        Observe(KoalaBear.FromCanonical(witness));
        _ = SampleBits(bits);
        return witness;
    }

    public bool CheckWitness(int bits, KoalaBear witness)
    {
        Grinding.ThrowIfInvalid(bits);
        if (bits == 0)
        {
            return witness.IsZero;
        }

        Observe(witness);
        return SampleBits(bits) == 0;
    }

    public ITranscript Clone()
    {
        return new DuplexTranscript<TPermutation>(this);
    }

    /// <summary>The state that the next permutation will see, but for the witness, which joins the buffered elements.</summary>
    internal DuplexWitnessSearch<TPermutation> PrepareSearch(int bits)
    {
        KoalaBear[] state = [.. _state];
        Absorb(state, _input.AsSpan(0, _inputCount), _inputCount + 1);
        return new(state, _inputCount, (1u << bits) - 1);
    }

    private static void Absorb(Span<KoalaBear> state, ReadOnlySpan<KoalaBear> elements, int count)
    {
        elements.CopyTo(state);
        state[elements.Length..Rate].Clear();
        state[Rate] += KoalaBear.FromCanonical((uint)count);
    }

    private void Duplex()
    {
        if (_inputCount > 0)
        {
            Absorb(_state, _input.AsSpan(0, _inputCount), _inputCount);
        }

        TPermutation.Permute(_state);
        _inputCount = 0;
        _outputCount = Rate;
    }
}
