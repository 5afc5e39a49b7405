using P2PProver.Crypto.Keystores;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup;

namespace P2PProver.Benchmarks.Rollup;

/// <summary>Keys, signatures and native execution of the rollup: what goes before every shard proof.</summary>
public static class SignatureBenchmarks
{
    private const ulong Seed = 20261122;
    private const int KeySlots = 4096;
    private const int Signatures = 64;
    private const int Transfers = 255;
    private const int Accounts = 40;

    private static readonly Digest8 Message = RollupHash.Compress(default, default);

    /// <summary>All of them.</summary>
    /// <param name="threads">Threads of those that can use more than one.</param>
    public static IEnumerable<Benchmark> All(int threads)
    {
        yield return KeyGeneration(1);
        if (threads > 1)
        {
            yield return KeyGeneration(threads);
        }

        using WalletSeed seed = TestSeed();
        using XmssKey key = XmssKey.Generate(XmssSecret.Derive(seed, 0, 0), default, Signatures, threads);
        yield return Signing(key);
        SignatureClaim[] claims = Claims(key);
        yield return Verification(claims);
        yield return Replay(seed, threads);
    }

    private static Benchmark KeyGeneration(int threads) => new(
        "xmss-key",
        $"{KeySlots} of 65,536 slots, {threads} threads",
        "slots",
        KeySlots,
        () =>
        {
            using XmssKey key = Generate(9, threads);
            Require(
                XmssVerifier.Verify(key.PublicKey, new Slot(8), Message, key.Sign(new Slot(8), Message)) == SignatureVerdict.Valid,
                "a signature of the key is not valid");
        },
        () => Generate(KeySlots, threads).Dispose());

    private static Benchmark Signing(XmssKey key) => new(
        "xmss-sign",
        "1 thread, 834 attempts for each on average",
        "signatures",
        Signatures,
        () => Require(key.Sign(default, Message).ToBytes().Length <= 930, "a signature is longer than 930 bytes"),
        () =>
        {
            for (uint slot = 0; slot < Signatures; slot++)
            {
                key.Sign(new Slot(slot), Message);
            }
        });

    private static Benchmark Verification(SignatureClaim[] claims) => new(
        "xmss-verify",
        $"1 thread, {BatchVerifier.GroupSize} side by side",
        "signatures",
        claims.Length,
        () =>
        {
            BatchVerifier.Verify(claims);
            Require(claims.All(claim => claim.Verdict == SignatureVerdict.Valid), "a signature is not valid");
        },
        () =>
        {
            foreach (SignatureClaim[] group in claims.Chunk(BatchVerifier.GroupSize))
            {
                BatchVerifier.Verify(group);
            }
        });

    private static Benchmark Replay(WalletSeed seed, int threads)
    {
        RollupDomain domain = RollupDomain.FromBytes(Keccak256.Hash("benchmark"u8));
        Workload workload = ZipfWorkload.Create(Seed, Accounts, Transfers, 1);
        SignedWorkload signed = SignedWorkload.Sign(workload, seed, Gwei.Zero, domain, BatchShape.Standard.TreeDepth, threads, static _ => { });
        RollupBatch batch = new(domain, BatchShape.Standard, signed.Operations);
        return new(
            "replay",
            $"one shard of {Transfers} transfers, {threads} threads",
            "transfers",
            Transfers,
            () => Require(BatchReplay.Run(batch, signed.State, threads).IsSuccess, "the batch does not execute"),
            () => BatchReplay.Run(batch, signed.State, threads));
    }

    private static XmssKey Generate(int slots, int threads)
    {
        using WalletSeed seed = TestSeed();
        return XmssKey.Generate(XmssSecret.Derive(seed, 0, 0), default, slots, threads);
    }

    private static SignatureClaim[] Claims(XmssKey key) =>
    [
        .. Enumerable.Range(0, Signatures).Select(i => new Slot((uint)i)).Select(slot => new SignatureClaim(key.PublicKey, slot, Message, key.Sign(slot, Message))),
    ];

    private static WalletSeed TestSeed()
    {
        byte[] secret = new byte[WalletSeed.Bytes];
        new Prng(Seed).NextBytes(secret);
        return WalletSeed.TryRead(secret, out WalletSeed? seed) ? seed : throw new InvalidOperationException("A seed has 32 bytes.");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }
}
