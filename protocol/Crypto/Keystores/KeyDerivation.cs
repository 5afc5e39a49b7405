using System.Security.Cryptography;
using System.Text.Json;

namespace P2PProver.Crypto.Keystores;

/// <summary>How a container turns a password into a key: function, parameters within their bounds, and salt.</summary>
internal abstract class KeyDerivation(byte[] salt)
{
    /// <summary>The length of every derived key: 16 bytes encrypt, 16 authenticate.</summary>
    public const int KeyBytes = 32;

    /// <summary>The longest salt read.</summary>
    public const int SaltBytesMax = 64;

    /// <summary>The name in the field "kdf".</summary>
    public abstract string Name { get; }

    /// <summary>The parameters in words, for lists and messages.</summary>
    public abstract string Description { get; }

    /// <summary>The salt.</summary>
    public ReadOnlySpan<byte> Salt => salt;

    /// <summary>Derives <see cref="KeyBytes"/> bytes.</summary>
    public abstract void Derive(ReadOnlySpan<byte> password, Span<byte> key);

    /// <summary>Writes the members of the object "kdfparams".</summary>
    public abstract void WriteParameters(Utf8JsonWriter json);
}

/// <summary>scrypt.</summary>
internal sealed class ScryptDerivation(ScryptParameters parameters, byte[] salt) : KeyDerivation(salt)
{
    /// <summary>The name in the field "kdf".</summary>
    public const string KdfName = "scrypt";

    /// <inheritdoc/>
    public override string Name => KdfName;

    /// <inheritdoc/>
    public override string Description => $"scrypt N={parameters.N} r={parameters.R} p={parameters.P}";

    /// <inheritdoc/>
    public override void Derive(ReadOnlySpan<byte> password, Span<byte> key) => Scrypt.Derive(password, Salt, parameters, key);

    /// <inheritdoc/>
    public override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteNumber("dklen", KeyBytes);
        json.WriteNumber("n", parameters.N);
        json.WriteNumber("r", parameters.R);
        json.WriteNumber("p", parameters.P);
        json.WriteString("salt", Convert.ToHexStringLower(Salt));
    }
}

/// <summary>
/// PBKDF2 with HMAC-SHA-256 (RFC 8018): read, because other tools write it; never written here, because it costs an attacker no memory.
/// </summary>
internal sealed class Pbkdf2Derivation(int iterations, byte[] salt) : KeyDerivation(salt)
{
    /// <summary>The name in the field "kdf".</summary>
    public const string KdfName = "pbkdf2";

    /// <summary>The only pseudo-random function of the format.</summary>
    public const string Prf = "hmac-sha256";

    /// <summary>The most iterations read: some seconds.</summary>
    public const int IterationsMax = 10_000_000;

    /// <inheritdoc/>
    public override string Name => KdfName;

    /// <inheritdoc/>
    public override string Description => $"pbkdf2 c={iterations}";

    /// <inheritdoc/>
    public override void Derive(ReadOnlySpan<byte> password, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(password, Salt, key, iterations, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteNumber("c", iterations);
        json.WriteNumber("dklen", KeyBytes);
        json.WriteString("prf", Prf);
        json.WriteString("salt", Convert.ToHexStringLower(Salt));
    }
}
