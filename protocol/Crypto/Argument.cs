using System.Runtime.CompilerServices;

namespace P2PProver.Crypto;

/// <summary>
/// Checks of arguments that only a mistake in calling code gets wrong; bytes from outside are read by methods that return a fault.
/// </summary>
internal static class Argument
{
    /// <summary>Throws unless a buffer has exactly the length that its method documents.</summary>
    public static void RequireLength(ReadOnlySpan<byte> buffer, int length, [CallerArgumentExpression(nameof(buffer))] string? name = null)
    {
        if (buffer.Length != length)
        {
            throw new ArgumentException($"{buffer.Length} bytes where {length} are needed", name);
        }
    }
}
