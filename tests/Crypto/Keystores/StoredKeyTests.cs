using P2PProver.Crypto.Keystores;

namespace P2PProver.Crypto.Tests.Keystores;

public sealed class StoredKeyTests
{
    [Fact]
    public void Of_EveryKindOfKey_ComesBackAsTheSameKey()
    {
        using Secp256k1PrivateKey account = Secp256k1PrivateKey.Generate();
        using StoredKey storedAccount = StoredKey.Of(account);
        using Secp256k1PrivateKey restoredAccount = storedAccount.ToAccountKey();
        restoredAccount.PublicKey.ShouldBe(account.PublicKey);
        storedAccount.Identity.ToArray().ShouldBe(Address.Of(account.PublicKey).Value.ToArray());
        storedAccount.ToString().ShouldBe($"Account key {Address.Of(account.PublicKey)}");

        using Ed25519PrivateKey peer = Ed25519PrivateKey.Generate();
        using StoredKey storedPeer = StoredKey.Of(peer);
        using Ed25519PrivateKey restoredPeer = storedPeer.ToPeerKey();
        restoredPeer.PublicKey.ShouldBe(peer.PublicKey);
        storedPeer.Identity.ToArray().ShouldBe(peer.PublicKey.Encoding.ToArray());

        using WalletSeed seed = WalletSeed.Generate();
        using StoredKey storedSeed = StoredKey.Of(seed);
        using WalletSeed restoredSeed = storedSeed.ToWalletSeed();
        Export(restoredSeed).ShouldBe(Export(seed));
        storedSeed.Identity.Length.ShouldBe(16);
    }

    [Fact]
    public void To_AnotherPurpose_Throws()
    {
        using StoredKey peer = KeystoreSamples.Key(KeyPurpose.Peer);
        Should.Throw<InvalidOperationException>(() => peer.ToAccountKey());
        Should.Throw<InvalidOperationException>(() => peer.ToWalletSeed());
        using StoredKey account = KeystoreSamples.Key(KeyPurpose.Account);
        Should.Throw<InvalidOperationException>(() => account.ToPeerKey());
    }

    [Fact]
    public void AfterDispose_NothingComesOut()
    {
        StoredKey key = KeystoreSamples.Key(KeyPurpose.Wallet);
        key.Dispose();
        Should.Throw<ObjectDisposedException>(() => key.ToWalletSeed());
        WalletSeed seed = WalletSeed.Generate();
        seed.Dispose();
        Should.Throw<ObjectDisposedException>(() => seed.Export(new byte[32]));
        Password password = KeystoreSamples.Password();
        password.Dispose();
        Should.Throw<ObjectDisposedException>(() => password.CopyTo(new byte[100]));
    }

    [Fact]
    public void ToString_OfSecrets_HidesThem()
    {
        using StoredKey key = KeystoreSamples.Key(KeyPurpose.Wallet, 200);
        key.ToString().ShouldNotContain(Convert.ToHexStringLower(KeystoreSamples.Secret(key)));
        using Password password = KeystoreSamples.Password("hunter2");
        password.ToString().ShouldNotContain("hunter2");
        WalletSeed.TryRead(new byte[32], out WalletSeed? seed).ShouldBeTrue();
        using (seed)
        {
            seed!.ToString().ShouldNotContain("00");
        }
    }

    [Fact]
    public void Password_Bounds_AreChecked()
    {
        Password.TryCreate(string.Empty, out _).ShouldBeFalse();
        Password.TryCreate("half a pair \ud83d", out _).ShouldBeFalse();
        Password.TryCreate(new string('a', Password.Utf8BytesMax + 1), out _).ShouldBeFalse();
        Password.TryCreate(new string('é', (Password.Utf8BytesMax / 2) + 1), out _).ShouldBeFalse();
        Password.TryCreate(ReadOnlySpan<byte>.Empty, out _).ShouldBeFalse();
        Password.TryCreate([0x61, 0xff], out _).ShouldBeFalse();
        Password.TryCreate(new byte[Password.Utf8BytesMax + 1], out _).ShouldBeFalse();

        Password.TryCreate(new string('é', Password.Utf8BytesMax / 2), out Password? longest).ShouldBeTrue();
        longest!.Length.ShouldBe(Password.Utf8BytesMax);
        longest.Dispose();
        Password.TryCreate("é"u8, out Password? fromBytes).ShouldBeTrue();
        Password.TryCreate("é", out Password? fromText).ShouldBeTrue();
        using (fromBytes)
        using (fromText)
        {
            byte[] one = new byte[2];
            byte[] other = new byte[2];
            fromBytes!.CopyTo(one);
            fromText!.CopyTo(other);
            one.ShouldBe(other);
        }
    }

    private static byte[] Export(WalletSeed seed)
    {
        byte[] secret = new byte[WalletSeed.Bytes];
        seed.Export(secret);
        return secret;
    }
}
