using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Crypto.Keystores;

namespace P2PProver.Crypto.Tests.Keystores;

public sealed class KeystoreTests
{
    // The two test vectors of the Web3 Secret Storage Definition, version 3; password "testpassword".
    private const string Pbkdf2Vector =
        """
        {
          "crypto" : {
            "cipher" : "aes-128-ctr",
            "cipherparams" : { "iv" : "6087dab2f9fdbbfaddc31a909735c1e6" },
            "ciphertext" : "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
            "kdf" : "pbkdf2",
            "kdfparams" : {
              "c" : 262144,
              "dklen" : 32,
              "prf" : "hmac-sha256",
              "salt" : "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"
            },
            "mac" : "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"
          },
          "id" : "3198bc9c-6672-5ab3-d995-4942343ae5b6",
          "version" : 3
        }
        """;

    private const string ScryptVector =
        """
        {
          "crypto" : {
            "cipher" : "aes-128-ctr",
            "cipherparams" : { "iv" : "83dbcc02d8ccb40e466191a123791e0e" },
            "ciphertext" : "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
            "kdf" : "scrypt",
            "kdfparams" : {
              "dklen" : 32,
              "n" : 262144,
              "r" : 1,
              "p" : 8,
              "salt" : "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"
            },
            "mac" : "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"
          },
          "id" : "3198bc9c-6672-5ab3-d995-4942343ae5b6",
          "version" : 3
        }
        """;

    [Theory]
    [InlineData(Pbkdf2Vector)]
    [InlineData(ScryptVector)]
    public void Open_PublishedVectors_GivesTheirSecret(string json)
    {
        using Password password = KeystoreSamples.Password("testpassword");
        KeystoreResult result = Keystore.Open(Encoding.UTF8.GetBytes(json), password, out StoredKey? key);
        result.ToString().ShouldBe("Success");
        using (key)
        {
            key!.Purpose.ShouldBe(KeyPurpose.Account);
            Convert.ToHexStringLower(KeystoreSamples.Secret(key)).ShouldBe("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");
            Convert.ToHexStringLower(key.Identity).ShouldBe("008aeeda4d805471df9b2a5b0f38a0c3bcba786b");
        }
    }

    [Fact]
    public void Open_ForeignFileAndWrongPassword_SaysThatItMayBeDamage()
    {
        using Password password = KeystoreSamples.Password("testpasswort");
        KeystoreResult result = Keystore.Open(Encoding.UTF8.GetBytes(Pbkdf2Vector), password, out StoredKey? key);
        result.Outcome.ShouldBe(KeystoreOutcome.WrongPassword);
        result.Detail.ShouldContain("no checksum");
        key.ShouldBeNull();
    }

    [Theory]
    [InlineData(KeyPurpose.Account)]
    [InlineData(KeyPurpose.Peer)]
    [InlineData(KeyPurpose.Wallet)]
    public void SealAndOpen_EveryPurpose_MakesARoundTrip(KeyPurpose purpose)
    {
        using StoredKey key = KeystoreSamples.Key(purpose, 77);
        using Password password = KeystoreSamples.Password("пароль 密码 🔑");
        byte[] container = Keystore.Seal(key, password, KeystoreSamples.Quick);
        KeystoreResult result = Keystore.Open(container, password, out StoredKey? opened);
        using (opened)
        {
            result.IsSuccess.ShouldBeTrue(result.ToString());
            opened!.Purpose.ShouldBe(purpose);
            KeystoreSamples.Secret(opened).ShouldBe(KeystoreSamples.Secret(key));
            opened.Identity.ToArray().ShouldBe(key.Identity.ToArray());
        }

        Encoding.UTF8.GetString(container).ShouldNotContain(Convert.ToHexStringLower(KeystoreSamples.Secret(key)));
        Keystore.Inspect(container, out KeystoreHeader? header).IsSuccess.ShouldBeTrue();
        header!.Purpose.ShouldBe(purpose);
        header.Name.ShouldBe(StoredKey.NameOf(purpose, key.Identity));
        header.Kdf.ShouldBe("scrypt N=2 r=1 p=1");
    }

    [Fact]
    public void Seal_Twice_SharesNoRandomness()
    {
        JsonNode one = JsonNode.Parse(KeystoreSamples.Sealed(KeyPurpose.Account))!;
        JsonNode other = JsonNode.Parse(KeystoreSamples.Sealed(KeyPurpose.Account))!;
        foreach (string path in new[] { "id", "crypto/ciphertext", "crypto/mac", "crypto/cipherparams/iv", "crypto/kdfparams/salt" })
        {
            string.Equals(At(one, path), At(other, path), StringComparison.Ordinal).ShouldBeFalse(path);
        }

        static string At(JsonNode node, string path) => path.Split('/').Aggregate(node, (n, name) => n[name]!).ToJsonString();
    }

    [Fact]
    public void Seal_LightAndStandardProfiles_HaveTheParametersOfTheFormat()
    {
        using StoredKey key = KeystoreSamples.Key(KeyPurpose.Account);
        using Password password = KeystoreSamples.Password();
        byte[] light = Keystore.Seal(key, password, KdfProfile.Light);
        byte[] standard = Keystore.Seal(key, password, KdfProfile.Standard);
        Keystore.Inspect(light, out KeystoreHeader? header).IsSuccess.ShouldBeTrue();
        header!.Kdf.ShouldBe("scrypt N=4096 r=8 p=6");
        Keystore.Inspect(standard, out header).IsSuccess.ShouldBeTrue();
        header!.Kdf.ShouldBe("scrypt N=262144 r=8 p=1");
        Keystore.Open(standard, password, out StoredKey? opened).IsSuccess.ShouldBeTrue();
        opened!.Dispose();
    }

    [Fact]
    public void Open_WrongPassword_IsToldFromDamage()
    {
        byte[] container = KeystoreSamples.Sealed(KeyPurpose.Account);
        using Password wrong = KeystoreSamples.Password("correct house");
        Keystore.Open(container, wrong, out StoredKey? key).ShouldBe(new KeystoreResult(KeystoreOutcome.WrongPassword, string.Empty));
        key.ShouldBeNull();
    }

    // Every field that matters, each changed to another valid value of its form: damage, whatever the password.
    [Theory]
    [InlineData("crypto/ciphertext")]
    [InlineData("crypto/mac")]
    [InlineData("crypto/cipherparams/iv")]
    [InlineData("crypto/kdfparams/salt")]
    [InlineData("p2pprover/checksum")]
    [InlineData("p2pprover/identity")]
    [InlineData("address")]
    public void Open_OneDigitOfAFieldChanged_IsDamaged(string path)
    {
        JsonNode node = JsonNode.Parse(KeystoreSamples.Sealed(KeyPurpose.Account))!;
        string text = Get(node, path).GetValue<string>();
        for (int i = 0; i < text.Length; i += 5)
        {
            char[] altered = text.ToCharArray();
            altered[i] = altered[i] == '0' ? '1' : '0';
            Set(node, path, JsonValue.Create(new string(altered)));
            Open(node).Outcome.ShouldBe(KeystoreOutcome.Damaged, $"{path} digit {i}");
        }
    }

    [Theory]
    [InlineData("crypto/kdfparams/n", 4)]
    [InlineData("crypto/kdfparams/r", 2)]
    [InlineData("crypto/kdfparams/p", 2)]
    public void Open_KdfParameterChanged_IsDamaged(string path, int value)
    {
        JsonNode node = JsonNode.Parse(KeystoreSamples.Sealed(KeyPurpose.Account))!;
        Set(node, path, JsonValue.Create(value));
        Open(node).Outcome.ShouldBe(KeystoreOutcome.Damaged);
    }

    // A forger who also mends the checksum meets the authentication tag, or the public name that only the secret gives.
    [Theory]
    [InlineData("ciphertext", KeystoreOutcome.WrongPassword)]
    [InlineData("mac", KeystoreOutcome.WrongPassword)]
    [InlineData("salt", KeystoreOutcome.WrongPassword)]
    [InlineData("iv", KeystoreOutcome.Damaged)]
    [InlineData("identity", KeystoreOutcome.Damaged)]
    public void Open_ForgedWithAMatchingChecksum_IsStillRefused(string field, KeystoreOutcome expected)
    {
        KeystoreDocument.TryRead(KeystoreSamples.Sealed(KeyPurpose.Account), out KeystoreDocument? document).IsSuccess.ShouldBeTrue();
        byte[] salt = document!.Kdf.Salt.ToArray();
        byte[] altered = field switch
        {
            "ciphertext" => document.CipherText,
            "mac" => document.Mac,
            "salt" => salt,
            "iv" => document.Iv,
            _ => document.Identity!,
        };
        altered[^1] ^= 1;
        KeystoreDocument forged = new()
        {
            Purpose = document.Purpose,
            Identity = document.Identity,
            Kdf = new ScryptDerivation(KeystoreSamples.Quick, salt),
            Iv = document.Iv,
            CipherText = document.CipherText,
            Mac = document.Mac,
        };
        using Password password = KeystoreSamples.Password();
        Keystore.Open(forged.Write(), password, out StoredKey? key).Outcome.ShouldBe(expected);
        key.ShouldBeNull();
    }

    [Theory]
    [InlineData(KeyPurpose.Account, KeyPurpose.Peer)]
    [InlineData(KeyPurpose.Peer, KeyPurpose.Account)]
    [InlineData(KeyPurpose.Wallet, KeyPurpose.Peer)]
    [InlineData(KeyPurpose.Peer, KeyPurpose.Wallet)]
    public void Open_PurposeForged_FailsTheTag(KeyPurpose from, KeyPurpose to)
    {
        // The forger even knows the public name that the secret would have under the other purpose.
        using StoredKey other = KeystoreSamples.Key(to);
        KeystoreDocument.TryRead(KeystoreSamples.Sealed(from), out KeystoreDocument? document).IsSuccess.ShouldBeTrue();
        KeystoreDocument forged = new()
        {
            Purpose = to,
            Identity = other.Identity.ToArray(),
            Kdf = document!.Kdf,
            Iv = document.Iv,
            CipherText = document.CipherText,
            Mac = document.Mac,
        };
        using Password password = KeystoreSamples.Password();
        Keystore.Open(forged.Write(), password, out StoredKey? key).Outcome.ShouldBe(KeystoreOutcome.WrongPassword);
        key.ShouldBeNull();
    }

    [Theory]
    [InlineData(KeyPurpose.Account, KeystoreOutcome.Success)]
    [InlineData(KeyPurpose.Peer, KeystoreOutcome.WrongPassword)]
    [InlineData(KeyPurpose.Wallet, KeystoreOutcome.WrongPassword)]
    public void Open_OurObjectCutOff_OpensAccountsOnly(KeyPurpose purpose, KeystoreOutcome expected)
    {
        JsonNode node = JsonNode.Parse(KeystoreSamples.Sealed(purpose))!;
        node.AsObject().Remove("p2pprover").ShouldBeTrue();
        Open(node).Outcome.ShouldBe(expected);
    }

    [Theory]
    [InlineData("version", "4", KeystoreOutcome.UnknownVersion)]
    [InlineData("version", "1", KeystoreOutcome.UnknownVersion)]
    [InlineData("version", "\"3\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("version", "3.5", KeystoreOutcome.NotAKeystore)]
    [InlineData("version", "1e400", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto", "[]", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto", "null", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/cipher", "\"aes-256-gcm\"", KeystoreOutcome.Unsupported)]
    [InlineData("crypto/cipher", "7", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/cipherparams", "{}", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/cipherparams/iv", "\"00\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/cipherparams/iv", "\"zz87dab2f9fdbbfaddc31a909735c1e6\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/ciphertext", "\"00\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/ciphertext", "\"\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/mac", "null", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/kdf", "\"argon2id\"", KeystoreOutcome.Unsupported)]
    [InlineData("crypto/kdfparams", "1", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/kdfparams/n", "3", KeystoreOutcome.KdfOutOfBounds)]
    [InlineData("crypto/kdfparams/n", "1099511627776", KeystoreOutcome.KdfOutOfBounds)]
    [InlineData("crypto/kdfparams/n", "99999999999999999999", KeystoreOutcome.NotAKeystore)]
    [InlineData("crypto/kdfparams/r", "100000000", KeystoreOutcome.KdfOutOfBounds)]
    [InlineData("crypto/kdfparams/p", "0", KeystoreOutcome.KdfOutOfBounds)]
    [InlineData("crypto/kdfparams/dklen", "64", KeystoreOutcome.KdfOutOfBounds)]
    [InlineData("crypto/kdfparams/salt", "\"\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("p2pprover", "7", KeystoreOutcome.NotAKeystore)]
    [InlineData("p2pprover/purpose", "\"signing\"", KeystoreOutcome.Unsupported)]
    [InlineData("p2pprover/purpose", "\"peer\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("p2pprover/checksum", "\"00\"", KeystoreOutcome.NotAKeystore)]
    [InlineData("address", "\"00\"", KeystoreOutcome.NotAKeystore)]
    public void Open_FieldOfAnotherForm_IsRefusedWithItsReason(string path, string value, KeystoreOutcome expected)
    {
        JsonNode node = JsonNode.Parse(KeystoreSamples.Sealed(KeyPurpose.Account))!;
        Set(node, path, JsonNode.Parse(value));
        KeystoreResult result = Open(node);
        result.Outcome.ShouldBe(expected, result.ToString());
        result.Detail.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("version")]
    [InlineData("crypto")]
    [InlineData("crypto/cipher")]
    [InlineData("crypto/cipherparams")]
    [InlineData("crypto/cipherparams/iv")]
    [InlineData("crypto/ciphertext")]
    [InlineData("crypto/kdf")]
    [InlineData("crypto/kdfparams")]
    [InlineData("crypto/kdfparams/n")]
    [InlineData("crypto/kdfparams/r")]
    [InlineData("crypto/kdfparams/p")]
    [InlineData("crypto/kdfparams/dklen")]
    [InlineData("crypto/kdfparams/salt")]
    [InlineData("crypto/mac")]
    [InlineData("p2pprover/purpose")]
    [InlineData("p2pprover/identity")]
    [InlineData("p2pprover/checksum")]
    public void Open_FieldMissing_IsNoKeystore(string path)
    {
        JsonNode node = JsonNode.Parse(KeystoreSamples.Sealed(KeyPurpose.Account))!;
        string[] names = path.Split('/');
        Parent(node, names).AsObject().Remove(names[^1]).ShouldBeTrue();
        Open(node).Outcome.ShouldBe(KeystoreOutcome.NotAKeystore);
    }

    [Fact]
    public void Open_Pbkdf2OutOfBounds_IsRefused()
    {
        foreach ((string path, string value, KeystoreOutcome expected) in new[]
        {
            ("crypto/kdfparams/c", "0", KeystoreOutcome.KdfOutOfBounds),
            ("crypto/kdfparams/c", "10000001", KeystoreOutcome.KdfOutOfBounds),
            ("crypto/kdfparams/prf", "\"hmac-sha512\"", KeystoreOutcome.Unsupported),
        })
        {
            JsonNode node = JsonNode.Parse(Pbkdf2Vector)!;
            Set(node, path, JsonNode.Parse(value));
            Open(node).Outcome.ShouldBe(expected, path);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{")]
    [InlineData("{\"version\":3,\"version\":3}")]
    [InlineData("{\"version\":3}{}")]
    [InlineData("{\"version\":3,\"crypto\":{\"a\":{\"b\":{\"c\":{}}}}}")]
    [InlineData("{\"version\":3,\"crypto\":{\"cipher\":\"\\ud800\"}}")]
    [InlineData("{\"\\ud800\":3}")]
    public void Open_OtherJson_IsNoKeystore(string json)
    {
        using Password password = KeystoreSamples.Password();
        Keystore.Open(Encoding.UTF8.GetBytes(json), password, out StoredKey? key).Outcome.ShouldBe(KeystoreOutcome.NotAKeystore);
        key.ShouldBeNull();
    }

    [Fact]
    public void Open_TooManyBytes_IsRefusedUnread()
    {
        byte[] container = [.. KeystoreSamples.Sealed(KeyPurpose.Account), .. Enumerable.Repeat((byte)' ', KeystoreDocument.FileBytesMax)];
        using Password password = KeystoreSamples.Password();
        Keystore.Open(container, password, out _).Outcome.ShouldBe(KeystoreOutcome.TooLarge);
    }

    [Fact]
    public void Open_AccountSecretOutsideTheField_IsDamaged()
    {
        // The plaintext becomes 0, which is no secp256k1 key: the ciphertext is the keystream, and the tag is made to fit.
        using Password password = KeystoreSamples.Password();
        byte[] container = KeystoreSamples.Sealed(KeyPurpose.Account, number: 1);
        KeystoreDocument.TryRead(container, out KeystoreDocument? document).IsSuccess.ShouldBeTrue();
        document!.CipherText[^1] ^= 1;
        byte[] derived = new byte[KeyDerivation.KeyBytes];
        document.Kdf.Derive(Encoding.UTF8.GetBytes("correct horse"), derived);
        KeystoreDocument zero = new()
        {
            Purpose = KeyPurpose.Account,
            Identity = document.Identity,
            Kdf = document.Kdf,
            Iv = document.Iv,
            CipherText = document.CipherText,
            Mac = Hashing.Keccak256.Hash([.. derived[16..], .. document.CipherText]),
        };
        KeystoreResult result = Keystore.Open(zero.Write(), password, out StoredKey? key);
        result.Outcome.ShouldBe(KeystoreOutcome.Damaged);
        result.Detail.ShouldContain("no Account key");
        key.ShouldBeNull();
    }

    [Fact]
    public void Open_CapitalCryptoAndPrefixedAddress_AreTolerated()
    {
        JsonNode node = JsonNode.Parse(KeystoreSamples.Sealed(KeyPurpose.Account))!;
        JsonObject root = node.AsObject();
        JsonNode crypto = root["crypto"]!;
        root.Remove("crypto");
        root["Crypto"] = crypto;
        root["address"] = "0x" + root["address"]!.GetValue<string>();
        Open(node).IsSuccess.ShouldBeTrue();
    }

    private static KeystoreResult Open(JsonNode node)
    {
        using Password password = KeystoreSamples.Password();
        KeystoreResult result = Keystore.Open(JsonSerializer.SerializeToUtf8Bytes(node), password, out StoredKey? key);
        (key is not null).ShouldBe(result.IsSuccess);
        key?.Dispose();
        return result;
    }

    private static JsonNode Get(JsonNode node, string path) => path.Split('/').Aggregate(node, (n, name) => n[name]!);

    private static JsonNode Parent(JsonNode node, string[] names) => names[..^1].Aggregate(node, (n, name) => n[name]!);

    private static void Set(JsonNode node, string path, JsonNode? value)
    {
        string[] names = path.Split('/');
        Parent(node, names)[names[^1]] = value;
    }
}
