using System.Security.Cryptography;

namespace P2PProver.Crypto;

/// <summary>Secret bytes at a fixed place, so that the collector leaves no copies behind, erased on disposal.</summary>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private volatile bool _disposed;

    /// <summary>Copies a secret; the caller erases its own copy.</summary>
    public SecretBytes(ReadOnlySpan<byte> secret)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.CopyTo(_bytes);
    }

    /// <summary>The number of bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Copies the secret into the caller's buffer, which the caller erases.</summary>
    /// <exception cref="ObjectDisposedException">The secret is already erased.</exception>
    public void CopyTo(Span<byte> destination)
    {
        _bytes.CopyTo(destination);

        // Checked after the copy: a disposal on another thread must never let zeros pass for a key.
        ObjectDisposedException.ThrowIf(_disposed, this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}
