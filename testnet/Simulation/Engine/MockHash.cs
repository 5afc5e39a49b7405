using System.Buffers.Binary;
using P2PProver.Crypto;
using P2PProver.Mesh;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>A fast mixing function in place of a cryptographic hash, for the simulation only: 256 bits from a list of words.</summary>
public static class MockHash
{
    /// <summary>Mixes words.</summary>
    public static Hash32 Of(params ReadOnlySpan<ulong> words)
    {
        ulong a = 0x9E3779B97F4A7C15;
        ulong b = 0xBF58476D1CE4E5B9;
        ulong c = 0x94D049BB133111EB;
        ulong d = 0xD6E8FEB86659FD93;
        foreach (ulong word in words)
        {
            a = Step(a ^ word);
            b = Step(b + a);
            c = Step(c ^ b);
            d = Step(d + c + word);
        }

        return new Hash32(Step(a ^ d), Step(b ^ a), Step(c ^ b), Step(d ^ c));
    }

    /// <summary>An address from two words.</summary>
    public static Address Address(ulong domain, ulong number)
    {
        Hash32 hash = Of(domain, number, 0xadd);
        Span<byte> bytes = stackalloc byte[Hash32.Bytes];
        hash.Write(bytes);
        bytes[0] |= 1;
        Verify.That(P2PProver.Crypto.Address.TryRead(bytes[..P2PProver.Crypto.Address.Bytes], out Address address), "20 bytes are an address");
        return address;
    }

    /// <summary>One word of an address, for mixing.</summary>
    public static ulong WordOf(Address address) =>
        BinaryPrimitives.ReadUInt64BigEndian(address.Value) ^ BinaryPrimitives.ReadUInt64BigEndian(address.Value[8..])
        ^ BinaryPrimitives.ReadUInt32BigEndian(address.Value[16..]);

    private static ulong Step(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
