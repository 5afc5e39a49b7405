using System.Collections.Concurrent;
using P2PProver.Crypto.Keystores;
using P2PProver.Fields;

namespace P2PProver.Rollup.Tests.Support;

/// <summary>Keys over a few slots, made from a number and kept: the same number gives the same key in every test.</summary>
internal static class TestKeys
{
    private const int SlotCount = 64;

    private static readonly ConcurrentDictionary<(uint Number, int Window), XmssKey> Keys = new();

    /// <summary>The key of a number over the first 64 slots of a window.</summary>
    public static XmssKey Get(uint number, int window = 0) => Keys.GetOrAdd((number, window), static id => Make(id.Number, id.Window));

    /// <summary>A seed made from a number.</summary>
    public static WalletSeed Seed(uint number)
    {
        byte[] secret = new byte[WalletSeed.Bytes];
        new Prng(number).NextBytes(secret);
        WalletSeed.TryRead(secret, out WalletSeed? seed).ShouldBeTrue();
        return seed!;
    }

    private static XmssKey Make(uint number, int window)
    {
        using WalletSeed seed = Seed(number);
        return XmssKey.Generate(XmssSecret.Derive(seed, 0, window), new Slot((uint)window << Xmss.TreeHeight), SlotCount, 1);
    }
}
