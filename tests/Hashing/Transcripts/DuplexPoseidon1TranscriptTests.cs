namespace P2PProver.Hashing.Tests;

public sealed class DuplexPoseidon1TranscriptTests : TranscriptTests
{
    protected override ITranscript Create()
    {
        return new DuplexTranscript<Poseidon1W16>();
    }
}
