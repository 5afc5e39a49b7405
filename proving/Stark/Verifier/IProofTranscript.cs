namespace P2PProver.Stark;

/// <summary>
/// A transcript that has observed key and public values, as a verifier drives it: natively, or by writing down the permutations of a
/// circuit.
/// </summary>
/// <typeparam name="TBase">An element of the base field.</typeparam>
/// <typeparam name="TExt">An element of the extension.</typeparam>
/// <typeparam name="TCap">The cap of a Merkle tree.</typeparam>
/// <typeparam name="TQueries">The query indices.</typeparam>
public interface IProofTranscript<TBase, TExt, TCap, TQueries>
{
    /// <summary>Observes the digests of a cap.</summary>
    void Observe(TCap cap);

    /// <summary>Observes extension elements.</summary>
    void Observe(ReadOnlySpan<TExt> values);

    /// <summary>Observes a witness and checks its work; nothing is observed when no bits are wanted.</summary>
    /// <returns>Whether it proves the work; a circuit demands that it does and says so.</returns>
    bool CheckWitness(int bits, TBase witness);

    /// <summary>Draws a challenge.</summary>
    TExt SampleExt();

    /// <summary>Draws the query indices: natural row numbers of the largest codeword, repetitions allowed.</summary>
    TQueries SampleQueries();
}
