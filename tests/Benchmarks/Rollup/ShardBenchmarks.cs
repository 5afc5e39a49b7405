using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Benchmarks.Rollup;

/// <summary>A shard of transfers at P100 from the native replay to the verified proof, and the signatures that it is made of.</summary>
internal static class ShardBenchmarks
{
    private const int KeySlots = 1024;

    /// <summary>Replay, traces, proof and verification of one shard; key generation and signing.</summary>
    /// <param name="threads">The most threads to use.</param>
    public static IEnumerable<Benchmark> All(int threads)
    {
        ShardMachine machine = ShardMachine.Standard;
        using ShardUnderTest subject = new(machine, threads);
        int transfers = machine.Shape.BlocksPerShard;
        string parameters = FormattableString.Invariant($"2^{machine.LogHeight} rows, {transfers} transfers, P100, {threads} threads");
        yield return new Benchmark("prove-shard", parameters, "transfers", transfers, subject.Gate, subject.Prove) { Details = subject.Details };
        yield return new Benchmark("verify-shard", parameters, "proofs", 1, subject.Gate, subject.Verify);
        yield return new Benchmark("trace-shard", parameters, "transfers", transfers, subject.Gate, subject.Trace);
        yield return new Benchmark("replay-shard", parameters, "transfers", transfers, subject.Gate, () => subject.Shard.Replay(threads));
        foreach (Benchmark benchmark in Signatures(threads))
        {
            yield return benchmark;
        }
    }

    private static IEnumerable<Benchmark> Signatures(int threads)
    {
        XmssKey key = TransferShard.Key(1, 1, threads);
        Operation operation = Operation.Withdraw(default, new Gwei(1), Gwei.Zero, key.FirstSlot);
        RollupDomain domain = RollupDomain.FromBytes(new byte[RollupDomain.ByteCount]);
        XmssSignature? signature = null;
        yield return new Benchmark(
            "generate-key",
            FormattableString.Invariant($"{KeySlots} slots, {threads} threads"),
            "slots",
            KeySlots,
            static () => { },
            () => TransferShard.Key(2, KeySlots, threads).Dispose());
        yield return new Benchmark(
            "sign",
            FormattableString.Invariant($"{XmssSignature.Bytes} bytes, 1 thread"),
            "signatures",
            1,
            () => Verify(key, operation.MessageDigest(domain)),
            () => signature = key.Sign(key.FirstSlot, operation.MessageDigest(domain)));
        GC.KeepAlive(signature);
        key.Dispose();
    }

    private static void Verify(XmssKey key, Digest8 message)
    {
        SignatureVerdict verdict = XmssVerifier.Verify(key.PublicKey, key.FirstSlot, message, key.Sign(key.FirstSlot, message));
        if (verdict != SignatureVerdict.Valid)
        {
            throw new InvalidOperationException($"the signature is refused: {verdict}");
        }
    }
}
