using System.Security.Cryptography;

namespace P2PProver.Libp2p.Noise;

/// <summary>The running hash and key of a Noise handshake with SHA-256 (Noise specification, 5.2).</summary>
internal sealed class SymmetricState : IDisposable
{
    private const int HashBytes = 32;

    private readonly byte[] _hash = new byte[HashBytes];
    private readonly byte[] _chainingKey = new byte[HashBytes];
    private CipherState? _cipher;

    /// <summary>Starts with a protocol name of at most 32 bytes, which is padded and not hashed, and a prologue.</summary>
    public SymmetricState(ReadOnlySpan<byte> protocolName, ReadOnlySpan<byte> prologue)
    {
        protocolName.CopyTo(_hash);
        _hash.CopyTo(_chainingKey, 0);
        MixHash(prologue);
    }

    /// <summary>The hash of all that was said, equal on both sides at the end.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    public void MixHash(ReadOnlySpan<byte> data)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(_hash);
        sha.AppendData(data);
        sha.GetHashAndReset(_hash);
    }

    public void MixKey(ReadOnlySpan<byte> secret)
    {
        Span<byte> keys = stackalloc byte[2 * HashBytes];
        DeriveKeys(secret, keys);
        keys[..HashBytes].CopyTo(_chainingKey);
        _cipher?.Dispose();
        _cipher = new CipherState(keys[HashBytes..]);
        CryptographicOperations.ZeroMemory(keys);
    }

    /// <summary>How much longer an encrypted part is than its plaintext.</summary>
    public int Overhead => _cipher is null ? 0 : CipherState.TagBytes;

    /// <summary>Encrypts, or copies while there is no key, into a buffer of the plaintext's length and <see cref="Overhead"/>.</summary>
    public void EncryptAndHash(ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        if (_cipher is null)
        {
            plaintext.CopyTo(output);
        }
        else
        {
            _cipher.Encrypt(_hash, plaintext, output);
        }

        MixHash(output[..(plaintext.Length + Overhead)]);
    }

    public bool TryDecryptAndHash(ReadOnlySpan<byte> ciphertext, Span<byte> output)
    {
        if (_cipher is null)
        {
            ciphertext.CopyTo(output);
        }
        else if (!_cipher.TryDecrypt(_hash, ciphertext, output))
        {
            return false;
        }

        MixHash(ciphertext);
        return true;
    }

    /// <summary>The two keys of the transport: the first is the initiator's for sending.</summary>
    public (CipherState Initiator, CipherState Responder) Split()
    {
        Span<byte> keys = stackalloc byte[2 * CipherState.KeyBytes];
        DeriveKeys([], keys);
        CipherState initiator = new(keys[..CipherState.KeyBytes]);
        CipherState responder = new(keys[CipherState.KeyBytes..]);
        CryptographicOperations.ZeroMemory(keys);
        return (initiator, responder);
    }

    // HKDF with two outputs (Noise specification, 4.3). Written out, because the system's refuses the empty secret of the split.
    private void DeriveKeys(ReadOnlySpan<byte> secret, Span<byte> keys)
    {
        Span<byte> extracted = stackalloc byte[HashBytes];
        HMACSHA256.HashData(_chainingKey, secret, extracted);
        HMACSHA256.HashData(extracted, [1], keys[..HashBytes]);
        Span<byte> second = stackalloc byte[HashBytes + 1];
        keys[..HashBytes].CopyTo(second);
        second[^1] = 2;
        HMACSHA256.HashData(extracted, second, keys[HashBytes..]);
        CryptographicOperations.ZeroMemory(extracted);
        CryptographicOperations.ZeroMemory(second);
    }

    public void Dispose()
    {
        _cipher?.Dispose();
        CryptographicOperations.ZeroMemory(_chainingKey);
    }
}
