using System.Security.Cryptography;
using System.Text.Json;

namespace P2PProver.Crypto.Keystores;

/// <content>Reading of untrusted bytes: bounded in size, depth and work, with a reason for every refusal.</content>
internal sealed partial class KeystoreDocument
{
    /// <summary>The largest file read; ours have about 900 bytes.</summary>
    public const int FileBytesMax = 16 * 1024;

    private const int DepthMax = 4;

    // Member names are compared as written: a second "mac", or one spelt otherwise, is not a second opinion.
    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    /// <summary>Reads a container's fields and checks its checksum, if it has one. Nothing is decrypted.</summary>
    public static KeystoreResult TryRead(ReadOnlySpan<byte> json, out KeystoreDocument? document)
    {
        document = null;
        if (json.Length > FileBytesMax)
        {
            return new KeystoreResult(KeystoreOutcome.TooLarge, $"more than {FileBytesMax} bytes");
        }

        try
        {
            using JsonDocument parsed = JsonDocument.Parse(json.ToArray(), ReaderOptions);
            KeystoreResult result = Read(new JsonFields(parsed.RootElement, string.Empty), out document);
            document = result.IsSuccess ? document : null;
            return result;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string holds half a surrogate pair as an escape.
            return new KeystoreResult(KeystoreOutcome.NotAKeystore, "not JSON");
        }
    }

    private static KeystoreResult Read(JsonFields root, out KeystoreDocument? document)
    {
        document = null;
        long version = root.Integer("version");
        if (root.Fault is not null)
        {
            return NotAKeystore(root);
        }

        if (version != Version)
        {
            return new KeystoreResult(KeystoreOutcome.UnknownVersion, $"version {version}; known is {Version}");
        }

        // Some tools write the name with a capital.
        JsonFields crypto = root.Object(root.Has("Crypto") ? "Crypto" : "crypto");
        string cipher = crypto.Text("cipher");
        byte[] iv = Inner(crypto, "cipherparams", parameters => parameters.Hex("iv", IvBytes, IvBytes));
        byte[] cipherText = crypto.Hex("ciphertext", StoredKey.Bytes, StoredKey.Bytes);
        byte[] mac = crypto.Hex("mac", MacBytes, MacBytes);
        string kdf = crypto.Text("kdf");
        JsonFields kdfParameters = crypto.Object("kdfparams");
        root.Adopt(crypto);
        if (root.Fault is not null)
        {
            return NotAKeystore(root);
        }

        if (cipher != Cipher)
        {
            return new KeystoreResult(KeystoreOutcome.Unsupported, $"cipher '{cipher}'; known is {Cipher}");
        }

        KeystoreResult result = ReadKdf(kdf, kdfParameters, out KeyDerivation? derivation);
        if (!result.IsSuccess)
        {
            return result;
        }

        result = ReadOwner(root, out KeyPurpose purpose, out byte[]? identity, out byte[]? checksum);
        if (!result.IsSuccess)
        {
            return result;
        }

        document = new KeystoreDocument
        {
            Purpose = purpose,
            Identity = identity,
            Checksum = checksum,
            Kdf = derivation!,
            Iv = iv,
            CipherText = cipherText,
            Mac = mac,
        };
        return checksum is null || CryptographicOperations.FixedTimeEquals(checksum, document.ComputeChecksum())
            ? KeystoreResult.Success
            : new KeystoreResult(KeystoreOutcome.Damaged, "the checksum does not match the fields");
    }

    private static KeystoreResult ReadKdf(string name, JsonFields parameters, out KeyDerivation? derivation)
    {
        derivation = null;
        if (name is not (ScryptDerivation.KdfName or Pbkdf2Derivation.KdfName))
        {
            return new KeystoreResult(
                KeystoreOutcome.Unsupported, $"kdf '{name}'; known are {ScryptDerivation.KdfName}, {Pbkdf2Derivation.KdfName}");
        }

        long keyBytes = parameters.Integer("dklen");
        byte[] salt = parameters.Hex("salt", 1, KeyDerivation.SaltBytesMax);
        KeystoreResult result = name == ScryptDerivation.KdfName
            ? ReadScrypt(parameters, salt, out derivation)
            : ReadPbkdf2(parameters, salt, out derivation);
        if (parameters.Fault is not null)
        {
            return NotAKeystore(parameters);
        }

        return result.IsSuccess && keyBytes != KeyDerivation.KeyBytes
            ? new KeystoreResult(KeystoreOutcome.KdfOutOfBounds, $"dklen {keyBytes}; known is {KeyDerivation.KeyBytes}")
            : result;
    }

    private static KeystoreResult ReadScrypt(JsonFields parameters, byte[] salt, out KeyDerivation? derivation)
    {
        (long n, long r, long p) = (parameters.Integer("n"), parameters.Integer("r"), parameters.Integer("p"));
        bool bounded = ScryptParameters.TryCreate(n, r, p, out ScryptParameters known);
        derivation = bounded ? new ScryptDerivation(known, salt) : null;
        return bounded ? KeystoreResult.Success : new KeystoreResult(KeystoreOutcome.KdfOutOfBounds, $"scrypt n={n} r={r} p={p}");
    }

    private static KeystoreResult ReadPbkdf2(JsonFields parameters, byte[] salt, out KeyDerivation? derivation)
    {
        derivation = null;
        string prf = parameters.Text("prf");
        long iterations = parameters.Integer("c");
        if (prf != Pbkdf2Derivation.Prf)
        {
            return new KeystoreResult(KeystoreOutcome.Unsupported, $"prf '{prf}'; known is {Pbkdf2Derivation.Prf}");
        }

        if (iterations is < 1 or > Pbkdf2Derivation.IterationsMax)
        {
            return new KeystoreResult(KeystoreOutcome.KdfOutOfBounds, $"pbkdf2 c={iterations}");
        }

        derivation = new Pbkdf2Derivation((int)iterations, salt);
        return KeystoreResult.Success;
    }

    // Purpose, public name and checksum from our object; from a file of another tool an account's address, if it has one.
    private static KeystoreResult ReadOwner(JsonFields root, out KeyPurpose purpose, out byte[]? identity, out byte[]? checksum)
    {
        purpose = KeyPurpose.Account;
        checksum = null;
        byte[]? address = root.Has("address") ? root.Hex("address", Address.Bytes, Address.Bytes) : null;
        identity = address;
        if (root.Has(Extension))
        {
            JsonFields ours = root.Object(Extension);
            string name = ours.Text("purpose");
            KeyPurpose? known = Enum.GetValues<KeyPurpose>().Select(p => (KeyPurpose?)p).FirstOrDefault(p => PurposeName(p!.Value) == name);
            if (ours.Fault is null && known is null)
            {
                return new KeystoreResult(KeystoreOutcome.Unsupported, $"purpose '{name}'");
            }

            purpose = known ?? KeyPurpose.Account;
            identity = ours.Hex("identity", StoredKey.IdentityBytes(purpose), StoredKey.IdentityBytes(purpose));
            checksum = ours.Hex("checksum", SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
            root.Adopt(ours);
        }

        if (root.Fault is not null)
        {
            return NotAKeystore(root);
        }

        return address is null || (purpose == KeyPurpose.Account && address.AsSpan().SequenceEqual(identity))
            ? KeystoreResult.Success
            : new KeystoreResult(KeystoreOutcome.Damaged, "the address is not that of the key named");
    }

    private static T Inner<T>(JsonFields fields, string name, Func<JsonFields, T> read)
    {
        JsonFields inner = fields.Object(name);
        T value = read(inner);
        fields.Adopt(inner);
        return value;
    }

    private static KeystoreResult NotAKeystore(JsonFields fields) => new(KeystoreOutcome.NotAKeystore, fields.Fault ?? string.Empty);
}
