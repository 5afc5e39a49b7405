using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>64 bytes that sign a message: Ed25519 on a network, a keyed hash in the simulator. The default value is no signature.</summary>
/// <param name="First">The first 32 bytes (R of Ed25519).</param>
/// <param name="Second">The last 32 bytes (S of Ed25519).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessageSignature(Hash32 First, Hash32 Second)
{
    /// <summary>The length in bytes.</summary>
    public const int Bytes = 2 * Hash32.Bytes;

    /// <summary>Reads 64 bytes.</summary>
    /// <returns>False if there are more or fewer.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out MessageSignature signature)
    {
        signature = default;
        if (bytes.Length != Bytes
            || !Hash32.TryRead(bytes[..Hash32.Bytes], out Hash32 first)
            || !Hash32.TryRead(bytes[Hash32.Bytes..], out Hash32 second))
        {
            return false;
        }

        signature = new MessageSignature(first, second);
        return true;
    }

    /// <summary>Writes the 64 bytes to the front of <paramref name="destination"/>, which must be as long at least.</summary>
    public void Write(Span<byte> destination)
    {
        First.Write(destination);
        Second.Write(destination[Hash32.Bytes..]);
    }
}
