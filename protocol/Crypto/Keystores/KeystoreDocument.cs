using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace P2PProver.Crypto.Keystores;

/// <summary>
/// The JSON of a container: Web3 Secret Storage, version 3, as other Ethereum tools read and write it, with an object "p2pprover" of our
/// own that holds purpose, public name and checksum. Files of other tools have no such object; they hold account keys. (The purpose is
/// authenticated by the tag, see <see cref="Keystore"/>; the public name by the secret.)
/// </summary>
internal sealed partial class KeystoreDocument
{
    /// <summary>The only cipher of the format: AES-128 in counter mode.</summary>
    public const string Cipher = "aes-128-ctr";

    /// <summary>The length of the cipher's first counter block.</summary>
    public const int IvBytes = 16;

    /// <summary>The length of the authentication tag.</summary>
    public const int MacBytes = 32;

    private const int Version = 3;
    private const int IdBytes = 16;
    private const string Extension = "p2pprover";

    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n" };

    /// <summary>What the key is for.</summary>
    public required KeyPurpose Purpose { get; init; }

    /// <summary>The public name that the file claims; null where it claims none.</summary>
    public required byte[]? Identity { get; init; }

    /// <summary>The checksum that the file claims; null where it was written by another tool.</summary>
    public byte[]? Checksum { get; init; }

    /// <summary>How password becomes key.</summary>
    public required KeyDerivation Kdf { get; init; }

    /// <summary>The cipher's first counter block.</summary>
    public required byte[] Iv { get; init; }

    /// <summary>The encrypted secret.</summary>
    public required byte[] CipherText { get; init; }

    /// <summary>The authentication tag over ciphertext and purpose.</summary>
    public required byte[] Mac { get; init; }

    /// <summary>
    /// SHA-256 over everything that matters in the file, so that a damaged file is not taken for a mistyped password. It has no key and
    /// proves nothing against a forger: that is what the authentication tag is for.
    /// </summary>
    public byte[] ComputeChecksum()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "p2pprover keystore"u8);
        Append(hash, Encoding.UTF8.GetBytes(PurposeName(Purpose)));
        Append(hash, Identity);
        Append(hash, Encoding.UTF8.GetBytes(Kdf.Description));
        Append(hash, Kdf.Salt);
        Append(hash, Iv);
        Append(hash, CipherText);
        Append(hash, Mac);
        return hash.GetHashAndReset();
    }

    /// <summary>The file's bytes, with an identifier as other tools expect one.</summary>
    public byte[] Write()
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, WriterOptions);
        json.WriteStartObject();
        if (Purpose == KeyPurpose.Account)
        {
            json.WriteString("address", Convert.ToHexStringLower(Identity.AsSpan()));
        }

        WriteCrypto(json);
        json.WriteString("id", NewId());
        json.WriteStartObject(Extension);
        json.WriteString("purpose", PurposeName(Purpose));
        json.WriteString("identity", Convert.ToHexStringLower(Identity.AsSpan()));
        json.WriteString("checksum", Convert.ToHexStringLower(ComputeChecksum()));
        json.WriteEndObject();
        json.WriteNumber("version", Version);
        json.WriteEndObject();
        json.Flush();
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static string PurposeName(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Account => "account",
        KeyPurpose.Peer => "peer",
        _ => "wallet",
    };

    // A random identifier of RFC 9562, version 4.
    private static Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    // Each part behind its length, so that no two documents hash the same bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private void WriteCrypto(Utf8JsonWriter json)
    {
        json.WriteStartObject("crypto");
        json.WriteString("cipher", Cipher);
        json.WriteStartObject("cipherparams");
        json.WriteString("iv", Convert.ToHexStringLower(Iv));
        json.WriteEndObject();
        json.WriteString("ciphertext", Convert.ToHexStringLower(CipherText));
        json.WriteString("kdf", Kdf.Name);
        json.WriteStartObject("kdfparams");
        Kdf.WriteParameters(json);
        json.WriteEndObject();
        json.WriteString("mac", Convert.ToHexStringLower(Mac));
        json.WriteEndObject();
    }
}
