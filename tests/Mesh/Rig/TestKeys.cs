using P2PProver.Crypto;
using P2PProver.Hashing;

namespace P2PProver.Mesh.Tests.Rig;

/// <summary>Names of everything that tests speak of, derived from numbers.</summary>
internal static class TestKeys
{
    public static Hash32 Hash(string text)
    {
        Hash32.TryRead(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(text)), out Hash32 hash).ShouldBeTrue();
        return hash;
    }

    public static NodeId Node(int number) => new(Hash($"node {number}"));

    public static BatchKey Batch(int number) => new(Hash($"batch {number}"));

    public static ProofHash Proof(string name) => new(Hash($"proof {name}"));

    public static Address Account(int number) => AddressOf($"account {number}");

    public static Address Payout(int number) => AddressOf($"payout {number}");

    private static Address AddressOf(string text)
    {
        Address.TryRead(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, Address.Bytes), out Address address).ShouldBeTrue();
        return address;
    }
}
