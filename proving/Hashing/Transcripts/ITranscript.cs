using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// The public coin of a non-interactive proof (Fiat and Shamir, 1986). Prover and verifier observe the same values in the same order
/// and draw the same challenges. How values are split over calls of Observe makes no difference.
/// </summary>
public interface ITranscript
{
    /// <summary>Absorbs one element.</summary>
    void Observe(KoalaBear value);

    /// <summary>Absorbs elements in order.</summary>
    void Observe(ReadOnlySpan<KoalaBear> values);

    /// <summary>Absorbs the five coefficients, constant coefficient first.</summary>
    void Observe(Ext5 value);

    /// <summary>Absorbs a digest of the hash family that belongs to the transcript.</summary>
    void Observe(in Digest8 digest);

    /// <summary>Absorbs digests in order, as those of a Merkle cap.</summary>
    void Observe(ReadOnlySpan<Digest8> digests);

    /// <summary>Draws a challenge from the extension field.</summary>
    Ext5 SampleExt();

    /// <summary>Draws an integer below 2^bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is not in 0 .. 30.</exception>
    uint SampleBits(int bits);

    /// <summary>
    /// Finds the smallest witness that <see cref="CheckWitness"/> accepts, and leaves the transcript as that call would.
    /// With zero bits nothing is observed and the witness is zero.
    /// </summary>
    /// <param name="bits">Binary logarithm of the expected number of trials.</param>
    /// <param name="threads">The most threads to use. The result does not depend on it.</param>
    /// <returns>The witness as canonical integer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is not in 0 .. 30, or that of threads is not positive.</exception>
    /// <exception cref="InvalidOperationException">
    /// No field element is a witness; the probability is exp(-p / 2^bits), below 10^-55 up to 24 bits.
    /// </exception>
    uint Grind(int bits, int threads);

    /// <summary>
    /// Observes the witness and says whether it proves the work of <see cref="Grind"/>. With zero bits nothing is observed and only
    /// the witness zero is right.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is not in 0 .. 30.</exception>
    bool CheckWitness(int bits, KoalaBear witness);

    /// <summary>An independent copy of the present state.</summary>
    ITranscript Clone();
}
