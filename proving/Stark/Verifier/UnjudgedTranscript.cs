using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>A transcript that draws what its proofs of work lead to, without judging them: a circuit has to find out by itself.</summary>
internal sealed class UnjudgedTranscript(ProtocolTranscript transcript) : IProofTranscript<KoalaBear, Ext5, Digest8[], int[]>
{
    public void Observe(Digest8[] cap) => transcript.Observe(cap);

    public void Observe(ReadOnlySpan<Ext5> values) => transcript.Observe(values);

    public bool CheckWitness(int bits, KoalaBear witness)
    {
        _ = transcript.CheckWitness(bits, witness);
        return true;
    }

    public Ext5 SampleExt() => transcript.SampleExt();

    public int[] SampleQueries() => transcript.SampleQueries();
}
