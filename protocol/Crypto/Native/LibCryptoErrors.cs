using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace P2PProver.Crypto.Native;

/// <summary>
/// OpenSSL's error queue of the calling thread. It is shared with .NET's own use of OpenSSL, so nothing of ours may stay in it.
/// </summary>
internal static unsafe class LibCryptoErrors
{
    private const int MessageBytesMax = 256;

    /// <summary>Drops what a failed call left behind, where failure is an answer (a signature that does not verify).</summary>
    public static void Drop() => LibCrypto.ERR_clear_error();

    /// <summary>Drains the queue into an exception that names the failed operation.</summary>
    public static CryptographicException Take(string operation)
    {
        Span<byte> text = stackalloc byte[MessageBytesMax];
        List<string> reasons = [];
        for (CULong error = LibCrypto.ERR_get_error(); error.Value != 0; error = LibCrypto.ERR_get_error())
        {
            // SAFETY: the buffer has the length stated, and OpenSSL ends the string with a zero within it.
            fixed (byte* p = text)
            {
                LibCrypto.ERR_error_string_n(error, p, MessageBytesMax);
                reasons.Add(Marshal.PtrToStringUTF8((nint)p) ?? string.Empty);
            }
        }

        string reason = reasons.Count == 0 ? "no reason given" : string.Join("; ", reasons);
        return new CryptographicException($"OpenSSL failed in {operation}: {reason}");
    }

    /// <summary>Throws unless the result of a call that cannot fail in a sound environment is 1.</summary>
    public static void Require(int result, [CallerArgumentExpression(nameof(result))] string operation = "")
    {
        if (result != 1)
        {
            throw Take(operation);
        }
    }

    /// <summary>Passes a handle on, or throws if the call that should have made it failed.</summary>
    public static T Require<T>(T handle, [CallerArgumentExpression(nameof(handle))] string operation = "")
        where T : SafeHandle
    {
        if (handle.IsInvalid)
        {
            handle.Dispose();
            throw Take(operation);
        }

        return handle;
    }
}
