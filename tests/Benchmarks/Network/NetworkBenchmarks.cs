namespace P2PProver.Benchmarks.Network;

/// <summary>libp2p over the loopback interface, both sides in this process: bytes on one stream, and whole handshakes.</summary>
internal static class NetworkBenchmarks
{
    private const int StreamMebibytes = 256;
    private const int Handshakes = 500;
    private const int HandshakesAtOnce = 8;

    /// <summary>All of them.</summary>
    public static IEnumerable<Benchmark> All()
    {
        using LoopbackPair pair = new();
        yield return new Benchmark(
            "stream-loopback",
            $"TCP, Noise, Yamux, one stream, {StreamMebibytes} MiB",
            "MiB",
            StreamMebibytes,
            pair.CheckEcho,
            () => pair.Send(StreamMebibytes << 20));
        yield return new Benchmark(
            "handshakes",
            $"TCP, Noise with early muxer, both sides, {HandshakesAtOnce} at once",
            "handshakes",
            Handshakes,
            pair.CheckEcho,
            () => pair.ShakeHands(Handshakes, HandshakesAtOnce));
    }
}
