using System.Security.Cryptography;

namespace P2PProver.Crypto.Secp256k1;

/// <summary>
/// The nonces of deterministic ECDSA (RFC 6979, 3.2) with HMAC-SHA-256 for a group order of 256 bits whose highest bit is set. A nonce
/// depends on key and message alone, so a weak random generator cannot repeat one, and equal requests give equal signatures.
/// </summary>
internal sealed class Rfc6979Nonces : IDisposable
{
    private const int Bytes = 32;

    // The names of RFC 6979: K keys the HMAC, V is the last block.
    private readonly byte[] _k = GC.AllocateArray<byte>(Bytes, pinned: true);
    private readonly byte[] _v = GC.AllocateArray<byte>(Bytes, pinned: true);
    private readonly byte[] _order;
    private bool _used;

    /// <summary>Starts the sequence for one signature.</summary>
    /// <param name="order">The group order q, 32 bytes big-endian.</param>
    /// <param name="privateKey">The private key, 32 bytes big-endian, below q.</param>
    /// <param name="hash">The hash of the message, 32 bytes.</param>
    public Rfc6979Nonces(ReadOnlySpan<byte> order, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash)
    {
        _order = order.ToArray();
        _v.AsSpan().Fill(1);
        Span<byte> seed = stackalloc byte[2 * Bytes];
        privateKey.CopyTo(seed);
        Reduce(hash, order, seed[Bytes..]);
        Update(0, seed);
        Update(1, seed);
        CryptographicOperations.ZeroMemory(seed);
    }

    /// <summary>Writes the next candidate in [1, q-1].</summary>
    public void Next(Span<byte> nonce)
    {
        do
        {
            if (_used)
            {
                Update(0, []);
            }

            _used = true;
            HMACSHA256.HashData(_k, _v, _v);
        }
        while (!IsInRange(_v));

        _v.CopyTo(nonce);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_k);
        CryptographicOperations.ZeroMemory(_v);
    }

    // K = HMAC(K, V || tag || seed); V = HMAC(K, V)
    private void Update(byte tag, ReadOnlySpan<byte> seed)
    {
        Span<byte> input = stackalloc byte[(3 * Bytes) + 1];
        _v.CopyTo(input);
        input[Bytes] = tag;
        seed.CopyTo(input[(Bytes + 1)..]);
        HMACSHA256.HashData(_k, input[..(Bytes + 1 + seed.Length)], _k);
        HMACSHA256.HashData(_k, _v, _v);
        CryptographicOperations.ZeroMemory(input);
    }

    private bool IsInRange(ReadOnlySpan<byte> candidate)
    {
        Span<byte> difference = stackalloc byte[Bytes];
        int borrow = Subtract(candidate, _order, difference);
        CryptographicOperations.ZeroMemory(difference);
        return borrow != 0 && candidate.ContainsAnyExcept((byte)0);
    }

    // The hash modulo q: q has its highest bit set, so one subtraction is enough.
    private static void Reduce(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> order, Span<byte> reduced)
    {
        if (Subtract(hash, order, reduced) != 0)
        {
            hash.CopyTo(reduced);
        }
    }

    // Big-endian left - right; the result is the borrow. No branch depends on the bytes.
    private static int Subtract(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> difference)
    {
        int borrow = 0;
        for (int i = Bytes - 1; i >= 0; i--)
        {
            int digit = left[i] - right[i] - borrow;
            difference[i] = (byte)digit;
            borrow = (digit >> 8) & 1;
        }

        return borrow;
    }
}
