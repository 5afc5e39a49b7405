using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace P2PProver.Crypto.Keystores;

/// <summary>
/// A password as the UTF-8 bytes that go into the key derivation, erased on disposal. Characters are taken as typed: no normal form, no
/// trimming.
/// </summary>
public sealed class Password : IDisposable
{
    /// <summary>The longest password, in bytes of UTF-8.</summary>
    public const int Utf8BytesMax = 1024;

    private readonly SecretBytes _utf8;

    private Password(ReadOnlySpan<byte> utf8)
    {
        _utf8 = new SecretBytes(utf8);
    }

    /// <summary>The number of bytes.</summary>
    internal int Length => _utf8.Length;

    /// <summary>Takes a password; the caller erases its own copy.</summary>
    /// <returns>False if it is empty, longer than <see cref="Utf8BytesMax"/>, or holds half a surrogate pair.</returns>
    public static bool TryCreate(ReadOnlySpan<char> text, [NotNullWhen(true)] out Password? password)
    {
        Span<byte> utf8 = stackalloc byte[Utf8BytesMax];
        OperationStatus status = Utf8.FromUtf16(text, utf8, out _, out int written, replaceInvalidSequences: false);
        password = status == OperationStatus.Done && written > 0 ? new Password(utf8[..written]) : null;
        CryptographicOperations.ZeroMemory(utf8);
        return password is not null;
    }

    /// <summary>Takes a password that is UTF-8 already; the caller erases its own copy.</summary>
    /// <returns>False if it is empty, longer than <see cref="Utf8BytesMax"/>, or not UTF-8.</returns>
    public static bool TryCreate(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Password? password)
    {
        password = utf8.Length is > 0 and <= Utf8BytesMax && Utf8.IsValid(utf8) ? new Password(utf8) : null;
        return password is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => _utf8.Dispose();

    /// <summary>Never the password.</summary>
    public override string ToString() => "(password)";

    /// <summary>Copies the bytes into <see cref="Length"/> bytes of the caller, who erases them.</summary>
    internal void CopyTo(Span<byte> utf8) => _utf8.CopyTo(utf8);
}
