using System.Buffers.Binary;
using System.Security.Cryptography;

namespace P2PProver.Libp2p.Noise;

/// <summary>
/// ChaCha20-Poly1305 under one key with a counting nonce: four zero bytes, then the count little-endian (Noise specification, 5.1 and 12.3).
/// After a failed decryption the state must not be used again.
/// </summary>
internal sealed class CipherState : IDisposable
{
    public const int TagBytes = 16;
    public const int KeyBytes = 32;

    private readonly ChaCha20Poly1305 _cipher;
    private readonly byte[] _nonce = new byte[12];
    private ulong _count;

    public CipherState(ReadOnlySpan<byte> key)
    {
        _cipher = new ChaCha20Poly1305(key);
    }

    /// <summary>Encrypts into a buffer of the plaintext's length and <see cref="TagBytes"/>.</summary>
    public void Encrypt(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        NextNonce();
        _cipher.Encrypt(_nonce, plaintext, output[..plaintext.Length], output.Slice(plaintext.Length, TagBytes), associated);
    }

    /// <summary>Decrypts into a buffer that is <see cref="TagBytes"/> shorter; false for bytes that the key did not make, in this order.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> ciphertext, Span<byte> output)
    {
        if (ciphertext.Length < TagBytes)
        {
            return false;
        }

        NextNonce();
        try
        {
            _cipher.Decrypt(_nonce, ciphertext[..^TagBytes], ciphertext[^TagBytes..], output[..(ciphertext.Length - TagBytes)], associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private void NextNonce()
    {
        if (_count == ulong.MaxValue)
        {
            throw new InvalidOperationException("a Noise key was used 2^64 - 1 times");
        }

        BinaryPrimitives.WriteUInt64LittleEndian(_nonce.AsSpan(4), _count++);
    }
}
