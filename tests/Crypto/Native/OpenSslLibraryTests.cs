using P2PProver.Crypto.Native;

namespace P2PProver.Crypto.Tests.Native;

public sealed class OpenSslLibraryTests
{
    [Fact]
    public void TryLoad_OnThisMachine_ReportsVersionAndFile()
    {
        OpenSslLibrary.TryLoad(out string report).ShouldBeTrue(report);
        report.ShouldStartWith("OpenSSL ");
        LibCryptoLoader.Names.Contains(LibCryptoLoader.LoadedName!, StringComparer.Ordinal).ShouldBeTrue();
        report.ShouldContain(LibCryptoLoader.LoadedName!);
    }

    [Fact]
    public void Load_SeveralPresent_TakesTheFirstOfTheList()
    {
        List<string> asked = [];
        (nint library, string name) = LibCryptoLoader.Load(["a", "b", "c"], candidate =>
        {
            asked.Add(candidate);
            return candidate == "a" ? 0 : 7;
        });
        library.ShouldBe(7);
        name.ShouldBe("b");
        asked.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Load_NonePresent_NamesWhatWasTriedAndWhatToInstall()
    {
        DllNotFoundException fault = Should.Throw<DllNotFoundException>(() => LibCryptoLoader.Load(["one.so", "two.so"], _ => 0));
        fault.Message.ShouldContain("one.so, two.so");
        fault.Message.ShouldContain("Install OpenSSL 3");
    }

    [Fact]
    public void Resolve_OtherLibrary_IsLeftToTheRuntime()
    {
        LibCryptoLoader.Resolve("libc", typeof(OpenSslLibrary).Assembly, null).ShouldBe(0);
    }

    [Fact]
    public void ErrorQueue_AfterEveryKindOfRefusal_IsEmpty()
    {
        LibCrypto.ERR_clear_error();
        byte[] notOnCurve = [4, .. new byte[63], 1];
        Secp256k1PublicKey.TryRead(notOnCurve, out _).ShouldBeFalse();
        LibCrypto.ERR_get_error().Value.ShouldBe(0u);

        using Ed25519PrivateKey key = Ed25519PrivateKey.Generate();
        Ed25519Signature signature = key.Sign([1]);
        key.PublicKey.Verify([2], signature).ShouldBeFalse();
        LibCrypto.ERR_get_error().Value.ShouldBe(0u);

        using X25519PrivateKey agreement = X25519PrivateKey.Generate();
        using EvpKeyHandle native = EvpRawKeys.NewPrivate(LibCrypto.X25519, new byte[32]);
        X25519Native.TryDerive(native, new byte[32], new byte[32]).ShouldBeFalse();
        LibCrypto.ERR_get_error().Value.ShouldBe(0u);
    }

    [Fact]
    public void Take_AfterAFailedCall_TellsOpenSslsReasonAndEmptiesTheQueue()
    {
        LibCrypto.ERR_clear_error();
        byte[] key = new byte[31];
        EvpKeyHandle handle;
        unsafe
        {
            fixed (byte* p = key)
            {
                // SAFETY: 31 readable bytes; Ed25519 keys have 32, so the call fails.
                handle = LibCrypto.EVP_PKEY_new_raw_public_key(LibCrypto.Ed25519, 0, p, 31);
            }
        }

        using (handle)
        {
            handle.IsInvalid.ShouldBeTrue();
        }

        LibCryptoErrors.Take("a test").Message.ShouldStartWith("OpenSSL failed in a test: error:");
        LibCrypto.ERR_get_error().Value.ShouldBe(0u);
    }
}
